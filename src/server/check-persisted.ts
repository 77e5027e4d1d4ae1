import {
  type DocumentNode,
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLError,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLSchema,
  GraphQLString,
  Kind,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
} from 'graphql'
import { createLimitRules, createParse, type Limits } from './limits.ts'
import { nameEntry, type PersistedOperations } from './persisted-operations.ts'

/** What registered documents are held to: the same as those that a client sends. */
export interface PersistedCheck {
  readonly schema: GraphQLSchema
  readonly limits: Limits
  readonly introspection: boolean
}

const inPieces = {
  if: { type: new GraphQLNonNull(GraphQLBoolean), defaultValue: true },
  label: { type: GraphQLString },
}

// The server takes them from a plugin of Yoga's, so the schema itself does not know them.
const STREAMING = [
  new GraphQLDirective({
    name: 'defer',
    locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
    args: inPieces,
  }),
  new GraphQLDirective({
    name: 'stream',
    locations: [DirectiveLocation.FIELD],
    args: { ...inPieces, initialCount: { type: GraphQLInt, defaultValue: 0 } },
  }),
]

const withStreaming = (schema: GraphQLSchema): GraphQLSchema => {
  const missing = STREAMING.filter(({ name }) => !schema.getDirective(name))
  return new GraphQLSchema({ ...schema.toConfig(), directives: [...schema.getDirectives(), ...missing] })
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

const lineOf = ({ message, locations }: GraphQLError): string => {
  const [at] = locations ?? []
  return at === undefined ? message : `${message} (line ${at.line}, column ${at.column})`
}

const isOperation = ({ kind }: DocumentNode['definitions'][number]): boolean => kind === Kind.OPERATION_DEFINITION

/** Every registered document that this server would refuse: which entry of which file, and why. */
export const findPersistedProblems = (operations: PersistedOperations, check: PersistedCheck): readonly string[] => {
  const { limits, introspection } = check
  const schema = withStreaming(check.schema)
  const parse = createParse(limits.maxTokens)
  const rules = [
    ...specifiedRules,
    ...createLimitRules(limits),
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ]
  const problemsOf = (text: string): readonly string[] => {
    try {
      const document = parse(text)
      if (!document.definitions.some(isOperation)) return ['It has no operation.']
      return validate(schema, document, rules).map(lineOf)
    } catch (thrown) {
      return [thrown instanceof GraphQLError ? lineOf(thrown) : messageOf(thrown)]
    }
  }
  return [...operations.documents].flatMap(([id, text]) =>
    problemsOf(text).map((problem) => `${nameEntry(operations.file, id)}: ${problem}`),
  )
}
