/** A query of a page, with the answer that the page shows to it. */
export interface DocumentedQuery {
  readonly name: string
  readonly query: string
  readonly answer: object
}

const PAIR = /```graphql\n([\s\S]*?)```\s+```json\n([\s\S]*?)```/g

/** The queries of a page in Markdown that stand with an answer, in their order. */
export const documentedQueries = (page: string): readonly DocumentedQuery[] =>
  [...page.matchAll(PAIR)].map(([, query = '', answer = '']) => ({
    name: /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? query,
    query,
    answer: JSON.parse(answer) as object,
  }))
