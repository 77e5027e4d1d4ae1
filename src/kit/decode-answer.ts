import { z } from 'zod'
import { ERROR_TRAITS, type ErrorCode } from '../core/error-code.ts'
import { HeadwatersError, type ErrorFacts } from '../core/headwaters-error.ts'
import type { RawAnswer } from '../upstream/call.ts'
import { decodeJsonBody } from '../upstream/json-body.ts'
import { AccountRef, rememberOrigin } from './account-ref.ts'
import { placeOfAlias } from './aliased.ts'
import { deepFreeze } from './freeze.ts'
import type { Named } from './named.ts'
import type { Declared } from './operation.ts'
import type { Mounted } from './registry.ts'
import { shapeError } from './rows.ts'
import { codeOfWord } from './vendor-word.ts'

/** One entry of a GraphQL upstream's `errors`; what of it cannot be read counts as not said. */
const PartialErrorShape = z.looseObject({
  message: z.string().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  path: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .catch(undefined),
  extensions: z
    .looseObject({ code: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

type PartialError = z.output<typeof PartialErrorShape>

/** What every answer of a GraphQL upstream is (https://spec.graphql.org/October2021/#sec-Response-Format). */
const EnvelopeShape = z.looseObject({ data: z.unknown(), errors: z.array(PartialErrorShape).nullish() })

/** A decoded answer, and what a GraphQL upstream said was missing from it, by place in the first list on the way. */
export interface Decoded {
  readonly value: unknown
  readonly failures: ReadonlyMap<number, HeadwatersError>
}

const codeOf = (error: PartialError, mounted: Mounted): ErrorCode =>
  codeOfWord(mounted.api, error.type ?? error.extensions?.code ?? '') ?? 'UPSTREAM_FAILED'

/** What an error of a GraphQL upstream is read with. */
interface Reading {
  readonly mounted: Mounted
  readonly name: string
  readonly operation: Declared
  readonly data: unknown
  readonly headers: RawAnswer['headers']
}

/** A mutation that has a value was done, whatever is missing from it; one without a value was refused, or the vendor failed on it. */
const outcomeOf = (error: PartialError, code: ErrorCode, { operation, data }: Reading): ErrorFacts => {
  if (operation.kind === 'read') return {}
  const root = (data as Readonly<Record<string, unknown>> | null)?.[error.path?.[0] ?? '']
  if (root !== undefined && root !== null) return { outcome: 'applied' }
  return { outcome: ERROR_TRAITS[code].tripsBreaker ? 'unknown' : 'notApplied' }
}

const vendorOf = (error: PartialError, { mounted, headers }: Reading): ErrorFacts => {
  const requestId = headers[mounted.api.requestIdHeader?.toLowerCase() ?? '']
  const vendor = {
    ...(error.type !== undefined && { code: error.type }),
    ...(requestId !== undefined && { requestId }),
  }
  return Object.keys(vendor).length === 0 ? {} : { vendor }
}

const toError = (error: PartialError, reading: Reading): HeadwatersError => {
  const { mounted, name } = reading
  const code = codeOf(error, mounted)
  return new HeadwatersError(code, `${mounted.source}.${name}: ${error.message ?? 'no reason given'}`, {
    source: mounted.source,
    operation: name,
    ...vendorOf(error, reading),
    ...outcomeOf(error, code, reading),
  })
}

const placeOf = ({ path = [] }: PartialError): number | null =>
  path.find((step) => typeof step === 'number') ?? placeOfAlias(String(path[0]))

/** Partial errors: "not found" leaves its null; one that points into a batch belongs to its key; any other is the answer. */
const sortErrors = (errors: readonly PartialError[], reading: Reading): ReadonlyMap<number, HeadwatersError> => {
  const failures = new Map<number, HeadwatersError>()
  for (const error of errors) {
    const failure = toError(error, reading)
    if (failure.code === 'UPSTREAM_NOT_FOUND' && reading.operation.kind === 'read') continue
    const place = placeOf(error)
    if (reading.operation.batch === null || place === null) throw failure
    failures.set(place, failure)
  }
  return failures
}

const check = <S extends z.ZodType>(shape: S, value: unknown, at: Named): z.output<S> => {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  throw shapeError(
    at,
    result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  )
}

/** Whether an operation declares that its whole answer may be `null`; that nothing at all may come is never declared. */
export const mayBeNull = ({ key, document, answer }: Declared): boolean =>
  key === null || document !== null || answer instanceof z.ZodNullable

/** Nothing in the place of an object says nothing of the object, least of all that there is none. */
const refuseNothing = (at: Named, operation: Declared, { body }: RawAnswer): void => {
  if (operation.kind === 'write' || operation.key === null || operation.document !== null) return
  if (body.byteLength > 0 && mayBeNull(operation)) return
  throw shapeError(at, [': the vendor answered nothing where an object was expected'])
}

/** Notes where each object of an answer came from, where a vendor has several accounts. */
const originNoter = (mounted: Mounted): ((object: object) => void) => {
  const ref = new AccountRef(mounted.source, mounted.account)
  return (object) => rememberOrigin(object, ref)
}

/** Makes the decoder of an operation: bytes → JSON → checked, frozen value. */
export const createDecoder = (
  name: string,
  operation: Declared,
  mounted: Mounted,
): ((answer: RawAnswer, args: object) => Decoded) => {
  const note = originNoter(mounted)
  const at = { source: mounted.source, operation: name }
  const finish = (value: unknown, args: object): unknown => {
    const checked = check(operation.answer, value, at)
    return deepFreeze(operation.complete ? operation.complete(checked, args) : checked, note)
  }
  const none: ReadonlyMap<number, HeadwatersError> = new Map()
  return (answer, args) => {
    const json = decodeJsonBody(answer)
    if (json === null) refuseNothing(at, operation, answer)
    if (operation.document === null) return { value: finish(json, args), failures: none }
    const { data, errors } = check(EnvelopeShape, json, at)
    const failures = errors ? sortErrors(errors, { mounted, name, operation, data, headers: answer.headers }) : none
    return { value: finish(data, args), failures }
  }
}
