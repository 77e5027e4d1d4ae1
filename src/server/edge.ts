/** An HTTP request, whichever adapter it came through. */
export interface EdgeRequest {
  readonly method: string
  /** The path alone, as it was sent (`/graphql`). */
  readonly path: string
  /** The query string with its question mark, or nothing. */
  readonly search: string
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The correlation id: the caller's own if it is sane, else made here. */
  readonly requestId: string
  /** Aborted with a `CANCELLED` error when the client leaves before it has its answer. */
  readonly signal: AbortSignal
  /** Reads the body; rejects with `PAYLOAD_TOO_LARGE` as soon as it has more than `maxBytes` bytes. */
  readonly readBody: (maxBytes: number) => Promise<Uint8Array<ArrayBuffer>>
}

/** An HTTP answer, whichever adapter it leaves through. */
export interface EdgeAnswer {
  readonly status: number
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** An iterable is sent piece by piece as it comes. */
  readonly body: string | Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array<ArrayBuffer>> | null
}

/** Turns a request into an answer; it never rejects unless the house is on fire. */
export type EdgeHandler = (request: EdgeRequest) => Promise<EdgeAnswer>

/** A path of the server, and who answers there. */
export interface Route {
  /** The whole path (`/healthz`), or with a final `/*` everything below it (`/webhooks/*`). */
  readonly path: string
  /** What it answers; anything else is 405. `HEAD` comes with `GET`. */
  readonly methods: readonly string[]
  readonly handle: EdgeHandler
}
