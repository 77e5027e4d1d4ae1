import type { GraphQLSchema } from 'graphql'
import { toMoney, type Money } from '../../src/core/money.ts'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { createBuilder, type GraphBuilder, type GraphTypes } from '../../src/graph/builder.ts'
import {
  addErrorTypes,
  defineExpected,
  STANDARD_EXPECTED,
  toExpected,
  type DefinedExpected,
} from '../../src/graph/error-types.ts'
import { addMoney } from '../../src/graph/money.ts'
import { addScalars } from '../../src/graph/scalars.ts'

type ScalarName = Exclude<keyof GraphTypes['Scalars'], 'ID'>
const SCALARS: readonly ScalarName[] = ['DateTime', 'URL', 'EmailAddress', 'PhoneNumber', 'SafeInt', 'Currency']

interface CardDeclined {
  readonly declineCode: string
}

// Vendors lie: the types of a resolver do not keep a wrong value from reaching a scalar.
const lie = (value: unknown): never => value as never

/** What the fields of the small schema answer and were given. */
export interface SmallRoot {
  readonly out?: unknown
  readonly seen?: (value: unknown) => void
  readonly money?: Money
  readonly thrown?: unknown
}

const addQuery = (builder: GraphBuilder, root: SmallRoot): void => {
  builder.queryType({
    description: 'Reads.',
    fields: (t) => ({
      money: t.field({
        type: 'Money',
        nullable: true,
        description: 'A price.',
        resolve: () => root.money ?? toMoney(1, 'usd'),
      }),
    }),
  })
  for (const type of SCALARS) {
    builder.queryField(`out${type}`, (t) =>
      t.field({ type, nullable: true, description: `A ${type} of the vendor.`, resolve: () => lie(root.out) }),
    )
    builder.queryField(`in${type}`, (t) =>
      t.boolean({
        description: `Takes a ${type}.`,
        args: { value: t.arg({ type, required: true, description: 'Any.' }) },
        resolve: (_, { value }) => (root.seen?.(value), true),
      }),
    )
  }
}

const addMutation = (builder: GraphBuilder, declined: DefinedExpected<CardDeclined>, root: SmallRoot): void => {
  const thing = builder.objectRef<{ name: string }>('Thing').implement({
    description: 'A thing.',
    fields: (t) => ({ name: t.exposeString('name', { description: 'Its name.' }) }),
  })
  builder.mutationType({
    description: 'Writes.',
    fields: (t) => ({
      renameThing: t.field({
        type: thing,
        nullable: true,
        description: 'Renames a thing.',
        args: { name: t.arg.string({ required: true, description: 'The new name.' }) },
        errors: {
          types: [declined.type, ...STANDARD_EXPECTED],
          directResult: true,
          union: { name: 'RenameThingResult', description: 'The thing, or why it was not renamed.' },
        },
        resolve: (_, { name }) => {
          const { thrown } = root
          if (thrown === undefined) return { name }
          if (!(thrown instanceof HeadwatersError)) throw thrown
          throw declined.toExpected(thrown, 'req-1') ?? toExpected(thrown, 'req-1') ?? thrown
        },
      }),
    }),
  })
}

const isDeclined = (problem: unknown): problem is { decline_code: string } =>
  typeof problem === 'object' && problem !== null && 'decline_code' in problem

/** A schema with every word of the vocabulary in it, and one mutation of a toy vendor. */
export const smallSchema = (root: SmallRoot = {}): GraphQLSchema => {
  const builder = createBuilder()
  addScalars(builder)
  addMoney(builder)
  addErrorTypes(builder)
  const declined = defineExpected<CardDeclined>(builder, {
    name: 'ToyCardDeclinedError',
    description: 'The bank declined the card.',
    fields: (t) => ({
      declineCode: t.string({ description: 'Why, in the bank’s word.', resolve: ({ facts }) => facts.declineCode }),
    }),
    matches: (problem) => (isDeclined(problem) ? { declineCode: problem.decline_code } : null),
  })
  addQuery(builder, root)
  addMutation(builder, declined, root)
  return builder.toSchema()
}
