import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import { MaxTokensParserWLexer } from '@escape.tech/graphql-armor-max-tokens'
import { type DocumentNode, GraphQLError, type Source, type ValidationContext, type ValidationRule } from 'graphql'
import { HeadwatersError } from '../core/headwaters-error.ts'

/** How large an operation may be, before anything of it runs. */
export interface Limits {
  /** Fields inside fields; fragments do not count, introspection neither. @default 16 */
  readonly maxDepth: number
  /** Fields under another name, `__typename` among them. @default 30 */
  readonly maxAliases: number
  /** Words and signs of the document; reading stops at the limit. @default 2_000 */
  readonly maxTokens: number
  /** Directives. @default 50 */
  readonly maxDirectives: number
}

/** Room for a page of a front end, with GraphiQL's introspection (about 400 tokens) far below it. */
export const DEFAULT_LIMITS: Limits = { maxDepth: 16, maxAliases: 30, maxTokens: 2_000, maxDirectives: 50 }

const toMessage = (thing: string, max: number): string =>
  `The operation has more ${thing} than the ${max} that are allowed; ask for less at once.`

type Reject = (context: ValidationContext | null) => void

const rejecting = (thing: string, n: number): { n: number; propagateOnRejection: false; onReject: [Reject] } => ({
  n,
  propagateOnRejection: false,
  // The library's own error carries no code, so it is kept back and ours is reported in its place.
  onReject: [
    (context) => context?.reportError(new GraphQLError(toMessage(thing, n), { extensions: { code: 'TOO_COSTLY' } })),
  ],
})

/** The validation rules that hold a document to the limits. */
export const createLimitRules = (limits: Limits): readonly ValidationRule[] => [
  maxDepthRule({ ...rejecting('levels', limits.maxDepth), flattenFragments: true }),
  // The library passes over `__typename`, and four hundred of them are as large an answer as of any other field.
  maxAliasesRule({ ...rejecting('aliases', limits.maxAliases), allowList: [] }),
  maxDirectivesRule(rejecting('directives', limits.maxDirectives)),
]

/** Makes a parser that stops (`TOO_COSTLY`) at a document of more than `maxTokens` tokens. */
export const createParse = (maxTokens: number): ((source: string | Source) => DocumentNode) => {
  const onReject = [
    () => {
      throw new HeadwatersError('TOO_COSTLY', toMessage('tokens', maxTokens))
    },
  ]
  return (source) => new MaxTokensParserWLexer(source, { n: maxTokens, onReject }).parseDocument()
}
