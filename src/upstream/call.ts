import type { HeadwatersError } from '../core/headwaters-error.ts'
import type { CacheUse } from '../core/reuse.ts'
import type { Observe } from '../core/upstream-event.ts'

/** Header names in lower case, each with its value (several values are joined by `, ` as RFC 9110, section 5.3 allows). */
export type Headers = Readonly<Record<string, string>>

/** A GraphQL request to an upstream that speaks GraphQL. */
export interface UpstreamDocument {
  readonly query: string
  readonly operationName: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** A request as it will leave, but for the credential. */
export interface UpstreamRequest {
  readonly method: string
  /** The whole URL, path slots encoded, query included. */
  readonly url: string
  /** The path template (`v1/customers/{id}`), the low-cardinality name for logs and metrics. */
  readonly path: string
  readonly headers: Headers
  readonly body: string | null
  /** Set where the upstream speaks GraphQL; then `body` is null and graphql-request writes it. */
  readonly document?: UpstreamDocument
  /** Set on what goes through `createFetch`; then `body` is null and the payload is what leaves. */
  readonly fetch?: FetchWishes
}

/** What a caller of fetch wishes beyond what an operation can say. */
export interface FetchWishes {
  /** The body: bytes, or a stream that can be sent only once. */
  readonly payload: Uint8Array | AsyncIterable<Uint8Array> | null
  /** Whether the answer's body may be handed on while it still comes. */
  readonly stream: boolean
  /** How the cache is to be used. */
  readonly use: CacheUse
  /** The caller's own signal: it outlives the call where the body is streamed. */
  readonly signal: AbortSignal
}

/** An answer as it came, its body read whole. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

/** How a write may be repeated. */
export type Idempotency =
  /** The vendor keeps the first outcome under a key that we send in this header. */
  | { readonly kind: 'header'; readonly name: string }
  /** Doing it twice is the same as doing it once (PUT of a value, upsert). */
  | { readonly kind: 'natural' }
  /** Doing it twice does it twice. */
  | { readonly kind: 'none' }

/** What the line knows of an operation, made once when a source is mounted. */
export interface CallOperation {
  readonly name: string
  readonly kind: 'read' | 'write'
  /** The vendor's quota that it is counted against. @default 'default' */
  readonly quotaClass: string
  /** Operations of one group share a breaker. @default 'default' */
  readonly breakerGroup: string
  /** True only for a read whose answer is the same whoever asks (`scope: 'public'`). */
  readonly isPublic: boolean
  /** Milliseconds that an answer stays fresh; 0 when it is not kept. */
  readonly ttlMs: number
  /** Milliseconds beyond its freshness that an answer may stand in when the vendor fails. @default 0 */
  readonly staleMs?: number
  /**
   * Whether `ttlMs` counts even where the vendor's own `Cache-Control` or `Expires` says otherwise; without it the vendor's
   * word goes first. @default false
   */
  readonly overridesVendorCache?: boolean
  /** Batched reads are cached and coalesced key by key by the loader; the line's own cache leaves them alone. */
  readonly isBatch: boolean
  /** Reads are `natural`. */
  readonly idempotency: Idempotency
  /** Longest that one call may take, in milliseconds, however patient its caller is. @default the caller's own deadline */
  readonly maxDeadlineMs?: number
}

/** Puts a credential on a request. It returns a new request and never changes the one it is given. */
export type Sign = (request: UpstreamRequest) => UpstreamRequest

/** What we show a vendor: chosen at the top of the line, attached at its bottom. */
export interface Credential {
  /** A keyed hash that names the credential without telling it; part of every shared key. */
  readonly fingerprint: string
  /**
   * Gets what is needed to sign. `renew` asks for a fresh one after the vendor answered 401; a credential that cannot be
   * renewed rejects with `UPSTREAM_UNAUTHENTICATED`.
   */
  readonly obtain: (options: { readonly renew: boolean; readonly signal: AbortSignal }) => Promise<Sign>
  /** Whether `renew` can help. */
  readonly renewable: boolean
}

/** Who asks and how long they wait. */
export interface CallContext {
  /** The correlation id of the request. */
  readonly requestId: string
  /**
   * The moment, on {@link Clock.now}, after which the answer is of no use. It may move to later while the call is under
   * way (a shared flight lives as long as its most patient waiter): read it when it is needed, and copy a context with
   * `withSignal`, never with a spread.
   */
  readonly deadlineAtMs: number
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal
  /** People go before background work where calls have to wait. */
  readonly priority: 'person' | 'background'
  /** Who asks, by name: callers that wait for quota take turns. @default all are one */
  readonly caller?: { readonly name: string }
  readonly observe: Observe
}

/** One call of one operation, for one credential, on behalf of one caller. */
export interface UpstreamCall<T> {
  readonly source: string
  readonly account: string
  readonly operation: CallOperation
  readonly request: UpstreamRequest
  readonly credential: Credential
  readonly context: CallContext
  /** Names under which the answer can be forgotten (`customer:cus_1`). */
  readonly tags: readonly string[]
  /** Tags that a successful write makes stale. */
  readonly forgets: readonly string[]
  /** How many keys a batch asks for; 1 otherwise. */
  readonly keys: number
  /** Whether it is asked under the validators of a kept answer, so that 304 is a good answer with nothing to decode. @default false */
  readonly conditional?: boolean
  /** Which attempt this is, from 1; policies above `retry` see 1. */
  readonly attempt: number
  /** What `sign` puts on the request; set by `credential`, null above it. */
  readonly sign: Sign | null
  /**
   * Turns a good answer into a frozen value, or throws `UPSTREAM_MALFORMED` or `UPSTREAM_SHAPE`. Where only parts of it do
   * not fit (a row of a list), it says which to `drifted`.
   */
  readonly decode: (answer: RawAnswer, drifted?: (paths: readonly string[]) => void) => T
}

/** Where an answer came from: the vendor, the cache (fresh or stale), or a call of another that was under way already. */
export type AnswerVia = 'upstream' | 'cache' | 'stale' | 'flight'

/** How old a kept answer is that stands in for a failure, and what failed. */
export interface Stale {
  /** Milliseconds since it arrived. */
  readonly ageMs: number
  /** Null where it may be used as it is while the vendor is asked behind it (`stale-while-revalidate`). */
  readonly failure: HeadwatersError | null
}

/** A decoded, frozen value, and what the answer said about itself. */
export interface Answer<T> {
  readonly value: T
  readonly status: number
  readonly headers: Headers
  /** When it arrived, on {@link Clock.now}. */
  readonly receivedAtMs: number
  /** The length of its body; set by `decode`. */
  readonly bytes: number
  /** Where it came from, set by the policy that answers in the upstream's place. @default 'upstream' */
  readonly via?: AnswerVia
  /** What failed, where a stale answer stands in for it. */
  readonly failure?: HeadwatersError
  /** How many attempts it took; set by `retry`. @default 1 from upstream, else 0 */
  readonly attempts?: number
}

/** One step of the line, seen from above. */
export type Send = <T>(call: UpstreamCall<T>) => Promise<Answer<T>>

/** A step of the line: wraps the next one. Lists of policies are written outermost first. */
export type Policy = (next: Send) => Send

/** The lowest steps, below decode: a request goes out, bytes come in. */
export type Exchange = (call: UpstreamCall<unknown>) => Promise<RawAnswer>

/** Reads a vendor's "no" from an answer; null when the answer is good. */
export type Classify = (call: UpstreamCall<unknown>, answer: RawAnswer) => HeadwatersError | null
