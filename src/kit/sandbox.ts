import type { Of, Operations } from './operation.ts'

/** What the sandbox's world gives it. */
export interface World {
  /** Milliseconds since 1970. */
  readonly wallNow: () => number
}

/** What a handler sees of the request beside its arguments. */
export interface SandboxRequest {
  readonly headers: Readonly<Record<string, string>>
  /** How many requests the sandbox has answered before, for quota headers. */
  readonly count: number
  /** The operation's name; `unknown` where the request is none. */
  readonly operation: string
}

const REPLY = Symbol('reply')

/** An answer with a status and headers of its own. */
export interface Reply {
  readonly [REPLY]: true
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** A good answer with another status than 200. */
export const reply = <T>(status: number, body: T, headers: Readonly<Record<string, string>> = {}): T & Reply =>
  ({ [REPLY]: true, status, body, headers }) as unknown as T & Reply

/** An answer of a GraphQL vendor that has `errors` beside its data, or in its place. */
export const graphqlReply = <T>(answer: { readonly data: T; readonly errors: readonly object[] }): T & Reply =>
  reply(200, answer) as unknown as T & Reply

/** A "no", in the vendor's own shape. */
export const refuse = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): never => {
  throw new Refusal({ [REPLY]: true, status, body, headers })
}

/** Carries a refusal out of a handler. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`)
    this.reply = reply
  }
}

/** Whether an answer has a status of its own. */
export const isReply = (answer: unknown): answer is Reply =>
  typeof answer === 'object' && answer !== null && REPLY in answer

/** How a vendor behaves when it is not there: one typed function for each operation. */
export interface Sandbox<O extends Operations> {
  /** Arguments come in checked, the answer goes out as the vendor would send it. A missing or lying one does not compile. */
  readonly operations: {
    readonly [K in keyof O]: (
      args: Of<O[K]>['checked'],
      request: SandboxRequest,
    ) => Of<O[K]>['wire'] | Promise<Of<O[K]>['wire']>
  }
  /** For each operation one set of arguments that it answers well: for tests, documentation and probes. */
  readonly samples: { readonly [K in keyof O]: Of<O[K]>['args'] }
  /** Headers of every answer, quota for instance. */
  readonly headers?: (request: SandboxRequest) => Readonly<Record<string, string>>
  /** The vendor's error body for a status: what it says to a wrong key (401), an unknown path (404), too many calls (429), its own fault (500). */
  readonly refusal: (status: number) => unknown
}
