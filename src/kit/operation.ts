import type { DocumentNode } from 'graphql'
import type { z } from 'zod'
import type { Headers, Idempotency } from '../upstream/call.ts'
import type { Outcomes } from './outcomes.ts'
import type { Shape } from './shape.ts'

/** Everything the compiler knows of an operation, by name, under one parameter: hovers stay readable. */
export interface Told {
  readonly args: object
  readonly checked: object
  readonly answer: unknown
  readonly wire: unknown
  readonly tags: string
  /** `never` where the operation has no key. */
  readonly key: unknown
  readonly value: unknown
  /** `never` where the operation has no pages. */
  readonly item: unknown
  readonly paging: string
}

/** How a list tells what has changed: its last page has a token, with which it can be asked again later. */
export interface Syncing<Answer = unknown, Name extends string = string> {
  /** The argument that takes the token. */
  readonly after: Name
  /** The token of a last page; null, undefined or '' on any other. */
  readonly token: (answer: Answer) => string | null | undefined
  /** Whether the further pages of what changed want the token beside their own position. @default false */
  readonly withPages?: boolean
}

/** How a list is read page by page. Names are names of arguments. */
export interface Paging {
  /** The argument that takes the position to go on from. */
  readonly after: string
  /** The argument that takes the position to go back from, where the vendor can. */
  readonly before?: string
  /** The argument that takes the number of rows. */
  readonly size: string
  /** The argument that takes it when reading backward, where that is another one. */
  readonly sizeBackward?: string
  /** Most rows that the vendor gives in one page. */
  readonly max: number
  /** Most rows that a caller may ask for at once; above `max` the pages are walked, in ten calls at most. @default 10 × max */
  readonly atMost?: number
  /** Whether `after` takes the number of a page, from 1, in place of a position. @default false */
  readonly numbered?: boolean
  /** Whether `after` takes the number of rows to pass over, from 0, in place of a position. @default false */
  readonly offset?: boolean
  /** How what changed since a list was read to its end is asked for, where the vendor tells. */
  readonly sync?: Syncing
  /** Whether `last` needs `before`, because the vendor cannot start from the end. @default false */
  readonly lastNeedsBefore?: boolean
  readonly items: (answer: unknown) => readonly unknown[]
  /** Each row's own position, where rows have one; otherwise a row's cursor is its page and its place in it. */
  readonly positions?: (answer: unknown) => readonly string[]
  /**
   * The position of the next page; null, undefined or '' when there is none. Header names are in lower case; `fromLink` and
   * `fromUrl` read it off a `Link` header and off a next page's URL.
   */
  readonly next: (answer: unknown, headers: Headers) => string | null | undefined
  /** Whether rows come before this page. */
  readonly hasPrevious?: (answer: unknown) => boolean
  /** How many rows there are in all, where the vendor knows. */
  readonly total?: (answer: unknown) => number | null
}

/** How many keys are asked for at once. */
export interface Batching {
  /** Most keys of one call. */
  readonly max: number
  readonly ask: (keys: readonly unknown[]) => object
  readonly outcomes: (answer: unknown) => Outcomes<unknown>
}

/** How a body is written: JSON, or a form whose nested names stand in brackets. */
export type BodyEncoding = 'json' | 'form'

/** An operation as the core sees it: plain data, readable without mounting anything. */
export interface Declared {
  readonly kind: 'read' | 'write'
  /** The HTTP method and path template; documents go to the base URL by POST. */
  readonly method: string
  readonly path: string
  readonly document: { readonly node: DocumentNode; readonly text: string; readonly name: string } | null
  readonly shapes: { readonly path: Shape; readonly query: Shape; readonly body: Shape }
  readonly encoding: BodyEncoding
  readonly answer: z.ZodType
  /** Writes into a checked answer what only the arguments know. */
  readonly complete: ((answer: unknown, args: unknown) => unknown) | null
  readonly key: string | null
  readonly batch: Batching | null
  readonly pages: Paging | null
  readonly ttlMs: number
  /** Milliseconds beyond that during which an answer may stand in when the vendor fails. */
  readonly staleMs: number
  /** Tags that an answer wears, as templates over the arguments. */
  readonly wears: readonly string[]
  /** Tags that a write makes stale, as templates over the arguments and `answer.…`. */
  readonly forgets: readonly string[]
  readonly isPublic: boolean
  readonly idempotency: Idempotency
  readonly quotaClass: string
  readonly breakerGroup: string
  readonly maxDeadlineMs?: number
}

/** Carries what the compiler knows; it has no value at run time. */
export interface Carries<T extends Told> {
  readonly told?: (told: T) => T
}

/** A read, declared. */
export interface Read<T extends Told> extends Declared, Carries<T> {
  readonly kind: 'read'
}

/** A write, declared. */
export interface Write<T extends Told> extends Declared, Carries<T> {
  readonly kind: 'write'
}

/** The operations of a source, by name. */
export type Operations = Readonly<Record<string, Declared>>

/** What the compiler knows of an operation. */
export type Of<Op> = Op extends Carries<infer T> ? T : never
