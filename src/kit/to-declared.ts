import type { z } from 'zod'
import type { Idempotency } from '../upstream/call.ts'
import type { Batching, BodyEncoding, Declared, Paging } from './operation.ts'
import type { Shape } from './shape.ts'

/** What every operation may say of the vendor's quota and of its breaker. */
export interface Common {
  /** The vendor's quota that it is counted against. @default 'default' */
  readonly quota?: string
  /** Operations of one group share a breaker. @default 'default' */
  readonly breaker?: string
  /** Longest that one call may take, in milliseconds, however patient its caller is. @default the caller's own deadline */
  readonly maxDeadlineMs?: number
}

/** Splits `GET v1/customers/{id}`. */
export const splitRoute = (route: string): { method: string; path: string } => {
  const space = route.indexOf(' ')
  return { method: route.slice(0, space), path: route.slice(space + 1) }
}

/** A read may be repeated as it is. */
export const NATURAL: Idempotency = { kind: 'natural' }

interface LooseOptions extends Common {
  readonly query?: Shape
  readonly body?: Shape
  readonly path?: Shape
  readonly encoding?: BodyEncoding
  readonly answer: z.ZodType
  readonly key?: unknown
  readonly batch?: unknown
  readonly pages?: unknown
  readonly cache?: { readonly ttlMs: number; readonly staleMs?: number; readonly tags?: readonly string[] }
  readonly scope?: unknown
  readonly complete?: unknown
  readonly forgets?: readonly string[]
}

const toVerbs = ({ key, batch, pages }: LooseOptions): Pick<Declared, 'key' | 'batch' | 'pages'> => ({
  key: typeof key === 'string' ? key : null,
  batch: (batch as Batching | undefined) ?? null,
  pages: (pages as Paging | undefined) ?? null,
})

const toCaching = ({ cache }: LooseOptions): Pick<Declared, 'ttlMs' | 'staleMs' | 'wears'> => ({
  ttlMs: cache?.ttlMs ?? 0,
  staleMs: cache?.staleMs ?? 0,
  wears: cache?.tags ?? [],
})

/** The one place where typed options become the plain data that the core reads. */
export const toDeclared = (
  place: Pick<Declared, 'kind' | 'method' | 'path' | 'document' | 'idempotency'>,
  options: LooseOptions,
): Declared => ({
  ...place,
  shapes: { path: options.path ?? {}, query: options.query ?? {}, body: options.body ?? {} },
  encoding: options.encoding ?? 'json',
  answer: options.answer,
  complete: (options.complete as Declared['complete'] | undefined) ?? null,
  ...toVerbs(options),
  ...toCaching(options),
  forgets: options.forgets ?? [],
  isPublic: options.scope === 'public',
  quotaClass: options.quota ?? 'default',
  breakerGroup: options.breaker ?? 'default',
  ...(options.maxDeadlineMs !== undefined && { maxDeadlineMs: options.maxDeadlineMs }),
})
