import type { z } from 'zod'
import { ERROR_TRAITS, isErrorCode, type ErrorCode } from '../core/error-code.ts'
import { HeadwatersError, type ErrorFacts } from '../core/headwaters-error.ts'
import type { RawAnswer } from '../upstream/call.ts'
import { decodeJsonBody } from '../upstream/json-body.ts'
import { AccountRef, rememberOrigin } from './account-ref.ts'
import { deepFreeze } from './freeze.ts'
import type { Declared } from './operation.ts'
import type { Mounted } from './registry.ts'
import { shapeError } from './rows.ts'

/** One entry of a GraphQL upstream's `errors`. */
interface PartialError {
  readonly message?: string
  readonly type?: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string }
}

/** A decoded answer, and what a GraphQL upstream said was missing from it, by place in the first list on the way. */
export interface Decoded {
  readonly value: unknown
  readonly failures: ReadonlyMap<number, HeadwatersError>
}

const codeOf = (error: PartialError, mounted: Mounted): ErrorCode => {
  const word = error.type ?? error.extensions?.code ?? ''
  return mounted.api.catalogue?.[word] ?? (isErrorCode(word) ? word : 'UPSTREAM_FAILED')
}

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

const placeOf = (error: PartialError): number | null => error.path?.find((step) => typeof step === 'number') ?? null

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

const check = (shape: z.ZodType, value: unknown, name: string): unknown => {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  throw shapeError(
    name,
    result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  )
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
  const finish = (value: unknown, args: object): unknown => {
    const checked = check(operation.answer, value, `${mounted.source}.${name}`)
    return deepFreeze(operation.complete ? operation.complete(checked, args) : checked, note)
  }
  const none: ReadonlyMap<number, HeadwatersError> = new Map()
  return (answer, args) => {
    const json = decodeJsonBody(answer)
    if (operation.document === null) return { value: finish(json, args), failures: none }
    const { data, errors } = json as { data: unknown; errors?: readonly PartialError[] }
    const failures = errors ? sortErrors(errors, { mounted, name, operation, data, headers: answer.headers }) : none
    return { value: finish(data, args), failures }
  }
}
