import type { EdgeAnswer } from './edge.ts'
import { type MaskFacts, type Masked, maskError } from './mask.ts'

const JSON_TYPE = 'application/json'
const GRAPHQL_TYPE = 'application/graphql-response+json'

/** An answer in JSON. */
export const answerJson = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): EdgeAnswer => ({
  status,
  headers: { ...headers, 'content-type': `${JSON_TYPE}; charset=utf-8` },
  body: JSON.stringify(value),
})

/** An error outside GraphQL: `{ "error": { message, … } }` with the extensions of a GraphQL error. */
export const answerRestError = ({ error, http }: Masked): EdgeAnswer =>
  answerJson(http.status, { error: { message: error.message, ...error.extensions } }, http.headers)

/** An error that is the whole answer of the GraphQL endpoint, in the form that the client accepts. */
export const answerGraphqlError = ({ error, http }: Masked, accept: string | undefined): EdgeAnswer => {
  const isGraphqlType = accept?.includes(GRAPHQL_TYPE) === true
  const status = http.spec && !isGraphqlType ? 200 : http.status
  const answer = answerJson(status, { errors: [error] }, http.headers)
  return isGraphqlType
    ? { ...answer, headers: { ...answer.headers, 'content-type': `${GRAPHQL_TYPE}; charset=utf-8` } }
    : answer
}

/** Masks with the facts of one request. */
export type Mask = (thrown: unknown, correlationId: string) => Masked

/** Makes a {@link Mask}. */
export const createMask =
  (facts: Pick<MaskFacts, 'documentationBaseUrl' | 'hideSuggestions'>, wallNow: () => number): Mask =>
  (thrown, correlationId) =>
    maskError(thrown, { ...facts, correlationId, timestamp: new Date(wallNow()).toISOString() })
