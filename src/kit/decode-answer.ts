import type { z } from 'zod'
import { isErrorCode, type ErrorCode } from '../core/error-code.ts'
import { HeadwatersError } from '../core/headwaters-error.ts'
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

const toError = (error: PartialError, mounted: Mounted, name: string): HeadwatersError => {
  const vendor = error.type === undefined ? {} : { vendor: { code: error.type } }
  return new HeadwatersError(
    codeOf(error, mounted),
    `${mounted.source}.${name}: ${error.message ?? 'no reason given'}`,
    {
      source: mounted.source,
      operation: name,
      ...vendor,
    },
  )
}

const placeOf = (error: PartialError): number | null => error.path?.find((step) => typeof step === 'number') ?? null

/** Partial errors: "not found" leaves its null; one that points into a batch belongs to its key; any other is the answer. */
const sortErrors = (
  errors: readonly PartialError[],
  known: { mounted: Mounted; name: string; operation: Declared },
): ReadonlyMap<number, HeadwatersError> => {
  const failures = new Map<number, HeadwatersError>()
  for (const error of errors) {
    const failure = toError(error, known.mounted, known.name)
    if (failure.code === 'UPSTREAM_NOT_FOUND' && known.operation.kind === 'read') continue
    const place = placeOf(error)
    if (known.operation.batch === null || place === null) throw failure
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
): ((answer: RawAnswer) => Decoded) => {
  const note = originNoter(mounted)
  const finish = (value: unknown): unknown =>
    deepFreeze(check(operation.answer, value, `${mounted.source}.${name}`), note)
  const none: ReadonlyMap<number, HeadwatersError> = new Map()
  return (answer) => {
    const json = decodeJsonBody(answer)
    if (operation.document === null) return { value: finish(json), failures: none }
    const { data, errors } = json as { data: unknown; errors?: readonly PartialError[] }
    const failures = errors ? sortErrors(errors, { mounted, name, operation }) : none
    return { value: finish(data), failures }
  }
}
