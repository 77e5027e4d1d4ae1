import type { TypedDocumentString } from './graphql/graphql.ts'

const URL = import.meta.env.VITE_HEADWATERS_URL ?? 'http://localhost:4000/graphql'

/** How long an answer may take, in milliseconds; a vendor that has not answered by then is an entry in `errors`. */
const TIMEOUT_MS = 8_000

/** One thing that went wrong. Where it stands in `errors` beside data, the rest of the data is good. */
export interface Trouble {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: {
    readonly code: string
    readonly retryable: boolean
    readonly correlationId: string
    /** The vendor whose fault it is: `stripe`. */
    readonly source?: string
    readonly retryAfterMs?: number
  }
}

/** Data, and what is missing from it. */
export interface Answer<Result> {
  readonly data: Result
  readonly troubles: readonly Trouble[]
}

/** Headwaters refused the request as a whole. */
export class Refused extends Error {
  readonly trouble: Trouble | undefined

  constructor(trouble: Trouble | undefined) {
    super(trouble?.message ?? 'Headwaters did not answer in GraphQL.')
    this.trouble = trouble
  }
}

/** Asks Headwaters for a registered operation. Only its hash travels, and so nobody can ask for another. */
export const ask = async <Result, Variables>(
  operation: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Answer<Result>> => {
  const response = await fetch(URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      'x-request-timeout-ms': String(TIMEOUT_MS),
    },
    body: JSON.stringify({ documentId: operation.__meta__?.['hash'] as unknown, variables }),
    signal,
  })
  const { data, errors } = (await response.json()) as {
    readonly data?: Result | null
    readonly errors?: readonly Trouble[]
  }
  if (data === null || data === undefined) throw new Refused(errors?.[0])
  return { data, troubles: errors ?? [] }
}
