import type { InterfaceRef, ObjectFieldsShape, ObjectRef } from '@pothos/core'
import { ERROR_CODES, ERROR_TRAITS, type ErrorCode } from '../core/error-code.ts'
import type { ErrorDetail, HeadwatersError } from '../core/headwaters-error.ts'
import type { GraphBuilder, GraphTypes } from './builder.ts'
import { ConflictError, ExpectedError, ForbiddenError, NotFoundError, RejectedError } from './expected-error.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>

/** The expected errors that any write may end in, whatever the vendor. */
export const STANDARD_EXPECTED = [NotFoundError, ConflictError, RejectedError, ForbiddenError] as const

const CLASSES: { readonly [C in ErrorCode]?: (typeof STANDARD_EXPECTED)[number] } = {
  UPSTREAM_NOT_FOUND: NotFoundError,
  UPSTREAM_CONFLICT: ConflictError,
  UPSTREAM_REJECTED: RejectedError,
  BAD_USER_INPUT: RejectedError,
  UPSTREAM_FORBIDDEN: ForbiddenError,
}

/** Makes the expected error of a code; null for a code that belongs into `errors[]`. */
export const toExpected = (error: HeadwatersError, correlationId: string): ExpectedError | null => {
  const Expected = CLASSES[error.code]
  return Expected === undefined ? null : new Expected(error, correlationId)
}

const addErrorCode = (builder: GraphBuilder) =>
  builder.enumType('ErrorCode', {
    description: 'What went wrong, as one word of a closed list.',
    values: Object.fromEntries(ERROR_CODES.map((code) => [code, { description: ERROR_TRAITS[code].meaning }])),
  })

const MAX_INT = 2_147_483_647

// GraphQL's Int has 32 bits and no fraction; a wait above 24.8 days is cut rather than lost.
const toWait = (ms: number | undefined): number | null => (ms === undefined ? null : Math.min(Math.ceil(ms), MAX_INT))

const addErrorInterface = (builder: GraphBuilder): InterfaceRef<Types, ExpectedError> => {
  const code = addErrorCode(builder)
  return builder.interfaceRef<ExpectedError>('Error').implement({
    description: 'An outcome of a mutation other than success. Every result union has members of this interface.',
    fields: (t) => ({
      message: t.exposeString('message', { description: 'What is wrong and how to mend it, for people.' }),
      code: t.field({ type: code, description: 'What is wrong, for programs.', resolve: (error) => error.code }),
      retryable: t.boolean({
        description: 'Whether the same mutation may succeed later without a change.',
        resolve: (error) => error.from.facts.shouldRetry ?? ERROR_TRAITS[error.code].retryable,
      }),
      retryAfterMs: t.int({
        nullable: true,
        description: 'Milliseconds after which trying again makes sense, where that is known.',
        resolve: (error) => toWait(error.from.facts.retryAfterMs),
      }),
      correlationId: t.exposeString('correlationId', {
        description: 'The id of this request in our logs; send it along when asking for help.',
      }),
    }),
  })
}

const addDetail = (builder: GraphBuilder) =>
  builder.objectRef<ErrorDetail>('ErrorDetail').implement({
    description: 'One place of a request, and what is wrong there.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'Where, as a dotted path: `input.amount`.' }),
      issue: t.exposeString('issue', { description: 'What is wrong there.' }),
    }),
  })

const addRejected = (builder: GraphBuilder, { error, detail }: ErrorTypes): void => {
  builder.objectType(RejectedError, {
    name: 'RejectedError',
    description: 'The request cannot be used as it is.',
    interfaces: [error],
    fields: (t) => ({
      details: t.field({
        type: [detail],
        description: 'Which places of the request are wrong; empty when the vendor did not say.',
        resolve: (rejected) => rejected.details,
      }),
    }),
  })
}

const PLAIN = [
  [NotFoundError, 'NotFoundError', 'There is no such object.'],
  [ConflictError, 'ConflictError', 'The object is in a state that does not allow this. Read it again.'],
  [ForbiddenError, 'ForbiddenError', 'The vendor does not let our credential do this.'],
] as const

/** What {@link addErrorTypes} adds that other types are made of. */
export interface ErrorTypes {
  /** The interface that every expected error implements. */
  readonly error: InterfaceRef<Types, ExpectedError>
  /** One place of a request, and what is wrong there. */
  readonly detail: ObjectRef<Types, ErrorDetail>
}

const addStandard = (builder: GraphBuilder): ErrorTypes => {
  const error = addErrorInterface(builder)
  for (const [type, name, description] of PLAIN) builder.objectType(type, { name, description, interfaces: [error] })
  const types = { error, detail: addDetail(builder) }
  addRejected(builder, types)
  return types
}

const added = new WeakMap<GraphBuilder, ErrorTypes>()

/** Adds ErrorCode, the interface Error and the standard expected errors to a builder, once; returns the interface. */
export const addErrorTypes = (builder: GraphBuilder): ErrorTypes => {
  const types = added.get(builder) ?? addStandard(builder)
  added.set(builder, types)
  return types
}

/** An expected error of one source, with facts of its own. */
export interface OwnExpected<Facts extends object> extends ExpectedError {
  /** What the declaration's `matches` read from the vendor's error body. */
  readonly facts: Facts
}

/** An expected error of one source, such as a declined card. */
export interface ExpectedDeclaration<Facts extends object> {
  /** The GraphQL type's name, with the vendor's prefix (`StripeCardDeclinedError`). */
  readonly name: string
  readonly description: string
  /** Fields beside those of the interface; they read `error.facts`. */
  readonly fields: ObjectFieldsShape<Types, OwnExpected<Facts>>
  /** Reads the vendor's decoded error body: its facts, or null when this is not that error. */
  readonly matches: (problem: unknown) => Facts | null
}

/** What {@link defineExpected} gives a source. */
export interface DefinedExpected<Facts extends object> {
  /** The class, for `errors: { types: [type] }` of a field. */
  readonly type: new (from: HeadwatersError, correlationId: string, facts: Facts) => OwnExpected<Facts>
  readonly ref: ObjectRef<Types, OwnExpected<Facts>>
  /** Makes an instance when the error's `facts.problem` matches; null otherwise. */
  readonly toExpected: (error: HeadwatersError, correlationId: string) => OwnExpected<Facts> | null
}

const classOf = <Facts extends object>(name: string): DefinedExpected<Facts>['type'] =>
  class extends ExpectedError {
    override readonly name = name
    readonly facts: Facts

    constructor(from: HeadwatersError, correlationId: string, facts: Facts) {
      super(from, correlationId)
      this.facts = facts
    }
  }

/** Adds an expected error of one source to a builder: a class of its own, so that result unions can name it. */
export const defineExpected = <Facts extends object>(
  builder: GraphBuilder,
  { name, description, fields, matches }: ExpectedDeclaration<Facts>,
): DefinedExpected<Facts> => {
  const { error } = addErrorTypes(builder)
  const type = classOf<Facts>(name)
  const ref = builder.objectType(type, { name, description, interfaces: [error], fields })
  const toOwn = (thrown: HeadwatersError, correlationId: string): OwnExpected<Facts> | null => {
    const facts = thrown.facts.problem === undefined ? null : matches(thrown.facts.problem)
    return facts === null ? null : new type(thrown, correlationId, facts)
  }
  return { type, ref, toExpected: toOwn }
}
