import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { GraphQLCurrency, GraphQLDateTime, GraphQLEmailAddress, GraphQLSafeInt } from 'graphql-scalars'
import { HeadwatersError } from '../core/headwaters-error.ts'
import type { GraphBuilder, GraphTypes } from './builder.ts'

interface ScalarRule {
  readonly name: Exclude<keyof GraphTypes['Scalars'], 'ID'>
  readonly description: string
  readonly specifiedByURL: string
  /** What would be right, to follow "must be". */
  readonly wants: string
  /** The value of a caller as resolvers see it; null when it cannot be used. */
  readonly input: (value: unknown) => unknown
  /** The value of a vendor as callers see it; null when it cannot be shown. */
  readonly output: (value: unknown) => string | number | null
}

const passed = (scalar: GraphQLScalarType, value: unknown): unknown => {
  try {
    return scalar.parseValue(value)
  } catch {
    return null
  }
}

const textOf = (scalar: GraphQLScalarType, value: unknown): string | null => {
  const text = passed(scalar, value)
  return typeof text === 'string' ? text : null
}

const dateOf = (value: unknown): Date | null => {
  // RFC 3339, section 5.6 allows `t` and `z`, which JavaScript's own parser does not promise to read.
  const date = passed(GraphQLDateTime, typeof value === 'string' ? value.toUpperCase() : value)
  return date instanceof Date ? date : null
}

const isoOf = (value: unknown): string | null => {
  const date = dateOf(value)
  // RFC 3339 has four digits for the year; JavaScript would write more, or a sign.
  const year = date?.getUTCFullYear() ?? -1
  return date !== null && year >= 0 && year <= 9999 ? date.toISOString() : null
}

const webUrlOf = (value: unknown): URL | null => {
  const url = typeof value === 'string' ? URL.parse(value.trim()) : null
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : null
}

// A vendor hands on what its users typed; a scheme that runs code must not reach a page that makes a link of it.
const CODE_SCHEMES = ['javascript:', 'data:', 'vbscript:']

const urlTextOf = (value: unknown): string | null => {
  if (value instanceof URL) return CODE_SCHEMES.includes(value.protocol) ? null : value.href
  if (typeof value !== 'string') return null
  const url = URL.parse(value)
  return url === null || CODE_SCHEMES.includes(url.protocol) ? null : value
}

const emailOf = (value: unknown): string | null => {
  if (typeof value !== 'string' || value.length > 512) return null
  // Checked before it is lowered: lowering turns some letters of other scripts into ASCII.
  return textOf(GraphQLEmailAddress, value.trim())?.toLowerCase() ?? null
}

// Ours, because the one of graphql-scalars takes numbers without a country code, and its time is exponential in digits.
const E164 = /^\+[1-9]\d{6,14}$/

const phoneOf = (value: unknown): string | null => {
  if (typeof value !== 'string') return null
  const digits = value.replace(/[\s()\-\u2010-\u2015]/g, '')
  return E164.test(digits) ? digits : null
}

const currencyOf = (value: unknown): string | null => textOf(GraphQLCurrency, value)?.toUpperCase() ?? null

const RULES: readonly ScalarRule[] = [
  {
    name: 'DateTime',
    description:
      'A moment, as an RFC 3339 date-time. Answers are in UTC with milliseconds: `2026-01-31T09:30:00.000Z`.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
    wants: 'an RFC 3339 date-time with an offset, such as `2026-01-31T09:30:00Z`',
    input: (value) => (typeof value === 'string' ? dateOf(value) : null),
    output: isoOf,
  },
  {
    name: 'URL',
    description: 'An absolute URL. In arguments `https` or `http`; in answers as the vendor writes it.',
    specifiedByURL: 'https://url.spec.whatwg.org/',
    wants: 'an absolute `https` or `http` URL, such as `https://example.com/path`',
    input: webUrlOf,
    output: urlTextOf,
  },
  {
    name: 'EmailAddress',
    description: 'An e-mail address. Arguments are trimmed and lower-cased; answers are as the vendor has them.',
    specifiedByURL: 'https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address',
    wants: 'an e-mail address, such as `ada@example.com`',
    input: emailOf,
    output: (value) => (typeof value === 'string' && /^[^@]+@/.test(value.trim()) ? value : null),
  },
  {
    name: 'PhoneNumber',
    description:
      'A phone number in E.164 form: `+`, country code, number. Spaces, dashes and parentheses are taken out.',
    specifiedByURL: 'https://www.itu.int/rec/T-REC-E.164',
    wants: 'a phone number with its country code, such as `+14155550123`',
    input: phoneOf,
    output: phoneOf,
  },
  {
    name: 'SafeInt',
    description: 'A whole number from -9007199254740991 to 9007199254740991, the range that JSON numbers keep exactly.',
    specifiedByURL: 'https://tc39.es/ecma262/#sec-number.issafeinteger',
    wants: 'a whole number from -9007199254740991 to 9007199254740991',
    input: (value) => passed(GraphQLSafeInt, value),
    output: (value) => (Number.isSafeInteger(value) ? Number(value) : null),
  },
  {
    name: 'Currency',
    description: 'A currency by its ISO 4217 letters, in upper case: `USD`. Arguments may be in lower case.',
    specifiedByURL: 'https://www.iso.org/iso-4217-currency-codes.html',
    wants: 'an ISO 4217 currency code, such as `USD`',
    input: currencyOf,
    output: currencyOf,
  },
]

const plainOf = (node: ValueNode): unknown => {
  if (node.kind === Kind.STRING) return node.value
  return node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : null
}

const toScalar = ({ name, description, specifiedByURL, wants, input, output }: ScalarRule): GraphQLScalarType => {
  const decode = (value: unknown, node?: ValueNode): unknown => {
    const decoded = input(value)
    if (decoded !== null) return decoded
    const extensions = { code: 'BAD_USER_INPUT' }
    throw new GraphQLError(`${name} must be ${wants}.`, { nodes: node ?? null, extensions })
  }
  return new GraphQLScalarType({
    name,
    description,
    specifiedByURL,
    parseValue: (value) => decode(value),
    parseLiteral: (node) => decode(plainOf(node), node),
    serialize: (value) => {
      const shown = output(value)
      if (shown !== null) return shown
      throw new HeadwatersError('UPSTREAM_SHAPE', `The vendor’s value does not fit ${name}: it must be ${wants}.`)
    },
  })
}

/** Adds DateTime, URL, EmailAddress, PhoneNumber, SafeInt and Currency to a builder. */
export const addScalars = (builder: GraphBuilder): void => {
  for (const rule of RULES) builder.addScalarType(rule.name, toScalar(rule))
}
