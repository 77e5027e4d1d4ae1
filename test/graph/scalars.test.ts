import { graphql, type GraphQLError } from 'graphql'
import { describe, expect, it } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { smallSchema } from '../helpers/small-schema.ts'

type Name = 'DateTime' | 'URL' | 'EmailAddress' | 'PhoneNumber' | 'SafeInt' | 'Currency'

const take = async (name: Name, value: unknown): Promise<{ seen: unknown[]; errors: readonly GraphQLError[] }> => {
  const seen: unknown[] = []
  const schema = smallSchema({ seen: (decoded) => seen.push(decoded) })
  const literal = typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : 'true'
  const inline = await graphql({ schema, source: `{ in${name}(value: ${literal}) }` })
  const source = `query ($value: ${name}!) { in${name}(value: $value) }`
  const variable = await graphql({ schema, source, variableValues: { value } })
  return { seen, errors: [...(inline.errors ?? []), ...(variable.errors ?? [])] }
}

const show = async (name: Name, out: unknown): Promise<{ shown: unknown; error: GraphQLError | undefined }> => {
  const { data, errors } = await graphql({ schema: smallSchema({ out }), source: `{ shown: out${name} }` })
  return { shown: data?.['shown'], error: errors?.[0] }
}

describe('a scalar of a caller', () => {
  it.each<[Name, unknown, unknown]>([
    ['DateTime', '2026-01-31T09:30:00Z', new Date('2026-01-31T09:30:00Z')],
    ['DateTime', '2026-01-31t09:30:00.125z', new Date('2026-01-31T09:30:00.125Z')],
    ['DateTime', '2026-01-31T09:30:00+05:30', new Date('2026-01-31T04:00:00Z')],
    ['DateTime', '2024-02-29T00:00:00Z', new Date('2024-02-29T00:00:00Z')],
    ['URL', ' https://example.com/a?b=c#d ', new URL('https://example.com/a?b=c#d')],
    ['EmailAddress', '  Ada.Lovelace@Example.COM ', 'ada.lovelace@example.com'],
    ['PhoneNumber', '+1 (415) 555-0123', '+14155550123'],
    ['PhoneNumber', '+442079460958', '+442079460958'],
    ['SafeInt', 9_007_199_254_740_991, 9_007_199_254_740_991],
    ['SafeInt', -9_007_199_254_740_991, -9_007_199_254_740_991],
    ['SafeInt', 0, 0],
    ['Currency', 'USD', 'USD'],
    ['Currency', 'eur', 'EUR'],
  ])('%s %j reaches the resolver as %j, inline and as a variable', async (name, value, decoded) => {
    expect(await take(name, value)).toEqual({ seen: [decoded, decoded], errors: [] })
  })

  it.each<[Name, unknown]>([
    ['DateTime', '2026-01-31'],
    ['DateTime', '2026-01-31T09:30:00'],
    ['DateTime', '2026-02-29T09:30:00Z'],
    ['DateTime', '2026-01-31T25:00:00Z'],
    ['DateTime', 'yesterday'],
    ['DateTime', 1_700_000_000],
    ['DateTime', true],
    ['URL', '/relative'],
    ['URL', 'example.com'],
    ['URL', 'javascript:alert(1)'],
    ['URL', 'ftp://example.com'],
    ['URL', 7],
    ['EmailAddress', 'ada'],
    ['EmailAddress', 'ada@'],
    ['EmailAddress', '@example.com'],
    ['EmailAddress', 'ada lovelace@example.com'],
    ['EmailAddress', 'ada@example.com, bob@example.com'],
    ['EmailAddress', '\u212A@example.com'],
    ['EmailAddress', `${'a'.repeat(600)}@example.com`],
    ['EmailAddress', ''],
    ['PhoneNumber', '415 555 0123'],
    ['PhoneNumber', '0014155550123'],
    ['PhoneNumber', '+0 4155550123'],
    ['PhoneNumber', '+1234567890123456'],
    ['PhoneNumber', '+1415CALLME'],
    ['PhoneNumber', `+${'1'.repeat(5000)}x`],
    ['PhoneNumber', 14_155_550_123],
    ['SafeInt', 9_007_199_254_740_992],
    ['SafeInt', 1.5],
    ['SafeInt', '12'],
    ['SafeInt', true],
    ['Currency', 'US'],
    ['Currency', 'DOLLAR'],
    ['Currency', 'ABC'],
    ['Currency', 5],
  ])('%s %j is refused with what would be right, and never reaches the resolver', async (name, value) => {
    const { seen, errors } = await take(name, value)
    expect(seen).toEqual([])
    expect(errors).toHaveLength(2)
    for (const error of errors) {
      expect(error.extensions['code']).toBe('BAD_USER_INPUT')
      expect(error.message).toContain(`${name} must be a`)
      expect(error.locations).toBeDefined()
    }
  })
})

describe('a scalar of a vendor', () => {
  it.each<[Name, unknown, unknown]>([
    ['DateTime', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['DateTime', '2026-01-31T10:30:00+01:00', '2026-01-31T09:30:00.000Z'],
    ['URL', 'https://example.com', 'https://example.com'],
    ['URL', new URL('https://example.com'), 'https://example.com/'],
    ['URL', 'git://github.com/o/r.git', 'git://github.com/o/r.git'],
    ['EmailAddress', 'Ada@Example.com', 'Ada@Example.com'],
    ['EmailAddress', 'jürgen@exämple.de', 'jürgen@exämple.de'],
    ['PhoneNumber', '+1 415-555-0123', '+14155550123'],
    ['SafeInt', -5, -5],
    ['Currency', 'jpy', 'JPY'],
  ])('%s %j is shown as %j', async (name, out, shown) => {
    expect(await show(name, out)).toEqual({ shown, error: undefined })
  })

  it.each<[Name, unknown]>([
    ['DateTime', 'soon'],
    ['DateTime', new Date(Number.NaN)],
    ['DateTime', new Date(8.64e15)],
    ['DateTime', 1_700_000_000],
    ['URL', 'not a url'],
    ['URL', 'javascript:alert(1)'],
    ['URL', ' JavaScript:alert(1)'],
    ['URL', {}],
    ['EmailAddress', ''],
    ['EmailAddress', 'nobody'],
    ['PhoneNumber', '555-0123'],
    ['SafeInt', 2 ** 53],
    ['SafeInt', 0.1],
    ['SafeInt', '7'],
    ['Currency', 'usdc'],
  ])('%s %j is null and one UPSTREAM_SHAPE at that field, without the value', async (name, out) => {
    const { shown, error } = await show(name, out)
    expect(shown).toBeNull()
    expect(error?.path).toEqual(['shown'])
    expect(error?.originalError).toBeInstanceOf(HeadwatersError)
    expect(error?.originalError).toMatchObject({ code: 'UPSTREAM_SHAPE' })
    if (typeof out === 'string' && out.length > 1) expect(error?.message).not.toContain(out)
  })
})
