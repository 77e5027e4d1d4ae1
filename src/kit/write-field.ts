import { MutationFieldBuilder } from '@pothos/core'
import { isHeadwatersError } from '../core/headwaters-error.ts'
import type { RequestContext } from '../graph/context.ts'
import { costing } from '../graph/field-cost.ts'
import { STANDARD_EXPECTED, toExpected } from '../graph/error-types.ts'
import { AccountRef } from './account-ref.ts'
import type { WriteOptions } from './call-verb.ts'
import { deskOf, type Desk } from './desk.ts'
import { readIds } from './field-ids.ts'
import type { ExpectedOutcome, IdTypes } from './fields.ts'
import { toPascal, toTypePrefix } from './names.ts'
import { writeCost } from './write-cost.ts'
import type { From, Verb } from './verbs.ts'

type Input = Readonly<Record<string, unknown>>
type WriteVerb = Verb &
  ((args: object, context: RequestContext, ...known: readonly [From, WriteOptions]) => Promise<unknown>)

interface LooseWrite {
  readonly type: unknown
  readonly description: string
  readonly name?: string
  readonly input: (t: unknown) => object
  readonly ids?: IdTypes
  readonly with: (input: Input) => object
  readonly expects?: readonly ExpectedOutcome[]
}

interface MutationMaker {
  readonly builder: object
  readonly field: (options: object) => never
  readonly arg: (options: object) => unknown
}

type InputMaker = Readonly<Record<'string' | 'id', (options: object) => unknown>>

const IDEMPOTENCY_KEY =
  'A token of your own for this write: sent again with the same token, the vendor answers the first outcome instead of doing it twice.'

/** The fields that every input has beside its own. */
const addedFields = (t: InputMaker, verb: Verb): object => ({
  account: t.id({ description: `Which account of ${verb.source}; the first one when left out.` }),
  ...(verb.operation.idempotency.kind === 'header'
    ? { idempotencyKey: t.string({ description: IDEMPOTENCY_KEY }) }
    : {}),
})

const typeNameOf = (verb: Verb, { name = verb.name }: LooseWrite): string =>
  `${toTypePrefix(verb.source)}${toPascal(name)}`

const inputTypeOf = ({ builder }: Desk, verb: Verb, options: LooseWrite): unknown => {
  const { input, description } = options
  const name = `${typeNameOf(verb, options)}Input`
  const fields = (t: unknown): never => ({ ...input(t), ...addedFields(t as InputMaker, verb) }) as never
  return builder.inputType(name, { description: `What to send: ${description}`, fields })
}

/** Turns an error that the mutation declares into the member of its union; throws any other on. */
const toOutcome = (thrown: unknown, expects: readonly ExpectedOutcome[], correlationId: string): never => {
  if (!isHeadwatersError(thrown)) throw thrown
  for (const expected of expects) {
    const own = expected.toExpected(thrown, correlationId)
    if (own) throw own
  }
  throw toExpected(thrown, correlationId) ?? thrown
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const runWrite = async (
  desk: Desk,
  verb: WriteVerb,
  known: { options: LooseWrite; input: Input; context: RequestContext },
) => {
  const { options, input, context } = known
  const from = new AccountRef(verb.source, text(input.account) ?? null)
  try {
    const read = readIds(desk.registry, input, { source: verb.source, ids: options.ids, from })
    return await verb(options.with(read), context, from, { idempotencyKey: text(input.idempotencyKey) })
  } catch (thrown) {
    return toOutcome(thrown, options.expects ?? [], context.requestId)
  }
}

const prototype = MutationFieldBuilder.prototype as unknown as Record<string, unknown>

prototype.write = function write(this: MutationMaker, verb: WriteVerb, options: LooseWrite) {
  const desk = deskOf(this.builder)
  const name = typeNameOf(verb, options)
  return this.field({
    type: options.type,
    description: options.description,
    nullable: true,
    args: {
      input: this.arg({ type: inputTypeOf(desk, verb, options), required: true, description: 'What to do it with.' }),
    },
    errors: {
      types: [...STANDARD_EXPECTED, ...(options.expects ?? []).map(({ type }) => type)],
      directResult: true,
      union: { name: `${name}Result`, description: `How \`${name}\` may end.` },
    },
    extensions: costing({ source: verb.source, operation: verb.name, ...writeCost(verb) }),
    resolve: (_root: unknown, { input }: { input: Input }, context: RequestContext) =>
      runWrite(desk, verb, { options, input, context }),
  })
}
