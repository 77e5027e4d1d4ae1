import { graphqlReply, refuse } from '../../../kit/index.ts'

/** One entry of `errors`, as GitHub writes it. */
interface GraphqlError {
  readonly type: string
  readonly path: readonly (string | number)[]
  readonly locations: readonly { readonly line: number; readonly column: number }[]
  readonly message: string
}

/** An entry of `errors`. */
export const errorAt = (path: GraphqlError['path'], type: string, message: string): GraphqlError => ({
  type,
  path,
  locations: [{ line: 2, column: 3 }],
  message,
})

/** What GitHub says to a node id that it does not know. */
export const noNode = (path: GraphqlError['path'], id: string): GraphqlError =>
  errorAt(path, 'NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`)

/** Data with errors beside it, or the data alone when there are none. */
export const withErrors = <T>(data: T, errors: readonly GraphqlError[]): T =>
  errors.length === 0 ? data : graphqlReply({ data, errors })

/** Refuses a mutation: its field is null, and the error says why. */
export const refuseMutation = (field: string, type: string, message: string): never =>
  refuse(200, { data: { [field]: null }, errors: [errorAt([field], type, message)] })

/** Refuses a query as a whole, as GitHub does where an argument cannot be used. */
export const refuseQuery = (field: string, type: string, message: string): never =>
  refuse(200, { data: null, errors: [errorAt([field], type, message)] })

const SENTENCES: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by personal access token',
  404: 'Not Found',
  409: 'Conflict',
  429: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
}

const FAILED =
  "We couldn't respond to your request in time. Sorry about that. Please try resubmitting your request and contact us if the problem persists."

/** What GitHub says before it looks at a query: to a wrong token, too many calls, or when it fails itself. */
export const refusal = (status: number): object => ({
  message: SENTENCES[status] ?? (status >= 500 ? FAILED : 'Problems parsing JSON'),
  documentation_url: 'https://docs.github.com/graphql',
  status: String(status),
})
