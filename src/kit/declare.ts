import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { Kind, print } from 'graphql'
import type { DocumentNode } from 'graphql'
import type { z } from 'zod'
import type { Headers, Idempotency } from '../upstream/call.ts'
import type { BodyEncoding, Declared, Read, Syncing, Write } from './operation.ts'
import type { Outcomes } from './outcomes.ts'
import { NATURAL, splitRoute, toDeclared, type Common } from './to-declared.ts'
import type { ArgsOf, CheckedArgsOf, Shape, Slots } from './shape.ts'

/** A method and a path template below the base URL: `GET v1/customers/{id}`. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} ${string}`

/** Where the arguments of an operation go. A name stands in one place only. */
interface Parts<Q extends Shape, B extends Shape, P extends Shape> {
  readonly query?: Q
  readonly body?: B
  /** Checks for path slots; a slot without one takes any text. Slots are always percent-encoded. */
  readonly path?: P
  /** @default 'json' */
  readonly encoding?: BodyEncoding
}

interface BatchOption<Args, Answer, K, V> {
  /** Most keys of one call. */
  readonly max: number
  readonly ask: (keys: readonly K[]) => Args
  readonly outcomes: (answer: Answer) => Outcomes<V>
}

interface PagesOption<Answer, I, Name extends string> {
  readonly after: Name
  readonly before?: Name
  readonly size: Name
  readonly sizeBackward?: Name
  readonly max: number
  readonly atMost?: number
  readonly numbered?: boolean
  readonly offset?: boolean
  readonly sync?: Syncing<Answer, Name>
  readonly lastNeedsBefore?: boolean
  readonly items: (answer: Answer) => readonly I[]
  readonly positions?: (answer: Answer) => readonly string[]
  readonly next: (answer: Answer, headers: Headers) => string | null | undefined
  readonly hasPrevious?: (answer: Answer) => boolean
  readonly total?: (answer: Answer) => number | null
}

interface ReadOptions<Args, S extends z.ZodType, N, K, V, I, Tag extends string, Name extends string> extends Common {
  /** The shape of a good answer. */
  readonly answer: S
  /** The argument that names one object; the operation can then be loaded by it. */
  readonly key?: N
  readonly batch?: BatchOption<Args, z.output<S>, K, V>
  readonly pages?: PagesOption<z.output<S>, I, Name>
  /**
   * How long an answer is fresh, in milliseconds; for how much longer it may stand in when the vendor fails (`staleMs`, 0 by
   * default); and the tags that it can be forgotten by.
   */
  readonly cache?: { readonly ttlMs: number; readonly staleMs?: number; readonly tags?: readonly Tag[] }
  /** The answer is the same whoever asks, so callers with different credentials may share it. */
  readonly scope?: 'public'
  /** Writes into an answer what it leaves out and the arguments know: Slack's messages do not name their channel. */
  readonly complete?: (answer: z.output<S>, args: Args) => z.output<S>
}

/** A sentence in place of a tag whose slot names no argument. */
type SlotCheck<Tag extends string, Known> = [Slots<Tag>] extends [Known]
  ? unknown
  : { readonly cache: readonly ['no argument is called', Exclude<Slots<Tag>, Known>] }

type KeyOf<Args, N, K, V> = [V] extends [never] ? ([N] extends [never] ? never : Args[N & keyof Args]) : K
type ValueOf<Answer, V> = [V] extends [never] ? NonNullable<Answer> : V

type ReadTold<Args, Checked, S extends z.ZodType, N, K, V, I, Tag extends string, Name extends string> = {
  readonly args: Args & object
  readonly checked: Checked & object
  readonly answer: z.output<S>
  readonly wire: z.input<S>
  readonly tags: NoInfer<Tag>
  readonly key: KeyOf<Args, N, K, V>
  readonly value: ValueOf<z.output<S>, V>
  readonly item: I
  readonly paging: Name
}

/** Declares a read over HTTP. With `key` or `batch` it can be loaded, with `pages` it can be paged. */
export function read<
  const R extends Route,
  S extends z.ZodType,
  Q extends Shape = {},
  B extends Shape = {},
  P extends Shape = {},
  N extends keyof ArgsOf<R, Q, B, P> & string = never,
  K = string,
  V = never,
  I = never,
  const Tag extends string = never,
  const Name extends keyof ArgsOf<R, Q, B, P> & string = never,
>(
  route: R,
  options: Parts<Q, B, P> &
    ReadOptions<ArgsOf<R, Q, B, P>, S, N, K, V, I, Tag, Name> &
    SlotCheck<Tag, keyof ArgsOf<R, Q, B, P> | 'key'>,
): Read<ReadTold<ArgsOf<R, Q, B, P>, CheckedArgsOf<R, Q, B, P>, S, N, K, V, I, Tag, Name>> {
  return toDeclared({ kind: 'read', ...splitRoute(route), document: null, idempotency: NATURAL }, options) as never
}

/** What a write says about being repeated. */
export type Repeatable = Idempotency | 'natural' | 'none'

interface WriteOptions<S extends z.ZodType, Tag extends string> extends Common {
  readonly answer: S
  /**
   * Whether doing it twice is harmless: `header(name)` where the vendor keeps the first outcome under a key, `'natural'`
   * where twice is the same as once, `'none'` otherwise. It decides what is repeated after a failure.
   */
  readonly idempotency: Repeatable
  /** Tags of reads that a success makes stale. */
  readonly forgets?: readonly Tag[]
}

type WriteTold<Args, Checked, S extends z.ZodType, Tag extends string> = {
  readonly args: Args & object
  readonly checked: Checked & object
  readonly answer: z.output<S>
  readonly wire: z.input<S>
  readonly tags: NoInfer<Tag>
  readonly key: never
  readonly value: never
  readonly item: never
  readonly paging: never
}

/** The slots that a forgotten tag may use: arguments, and first-level fields of the answer as `{answer.name}`. */
type ForgetSlots<Args, S extends z.ZodType> = keyof Args | `answer.${keyof z.output<S> & string}`

type ForgetCheck<Tag extends string, Known> = [Slots<Tag>] extends [Known]
  ? unknown
  : { readonly forgets: readonly ['no argument is called', Exclude<Slots<Tag>, Known>] }

const toIdempotency = (repeatable: Repeatable): Idempotency =>
  typeof repeatable === 'string' ? { kind: repeatable } : repeatable

/** Declares a write over HTTP. Leaving out `idempotency` does not compile. */
export function write<
  const R extends Route,
  S extends z.ZodType,
  Q extends Shape = {},
  B extends Shape = {},
  P extends Shape = {},
  const Tag extends string = never,
>(
  route: R,
  options: Parts<Q, B, P> & WriteOptions<S, Tag> & ForgetCheck<Tag, ForgetSlots<ArgsOf<R, Q, B, P>, S>>,
): Write<WriteTold<ArgsOf<R, Q, B, P>, CheckedArgsOf<R, Q, B, P>, S, Tag>> {
  const idempotency = toIdempotency(options.idempotency)
  return toDeclared({ kind: 'write', ...splitRoute(route), document: null, idempotency }, options) as never
}

/** A sentence in place of an answer that asks for what the document does not select. */
type Selected<Result, S extends z.ZodType> = [Result] extends [z.input<S>]
  ? unknown
  : { readonly answer: readonly ['the document does not select what this shape asks for', z.input<S>] }

const toDocument = (node: DocumentNode): NonNullable<Declared['document']> => {
  const operation = node.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (operation?.name === undefined)
    throw new TypeError('A document needs exactly one operation, and that needs a name.')
  return { node, text: print(node), name: operation.name.value }
}

/** Declares a read of an upstream that speaks GraphQL; the document's types are the arguments and the answer. */
export function readDocument<
  Result,
  Variables extends object,
  S extends z.ZodType,
  N extends keyof Variables & string = never,
  K = string,
  V = never,
  I = never,
  const Tag extends string = never,
  const Name extends keyof Variables & string = never,
>(
  document: TypedDocumentNode<Result, Variables>,
  options: ReadOptions<Variables, S, N, K, V, I, Tag, Name> &
    SlotCheck<Tag, keyof Variables | 'key'> &
    Selected<NoInfer<Result>, S>,
): Read<ReadTold<Variables, Variables, S, N, K, V, I, Tag, Name>> {
  const place = {
    kind: 'read',
    method: 'POST',
    path: '',
    document: toDocument(document),
    idempotency: NATURAL,
  } as const
  return toDeclared(place, options) as never
}

/** Declares a mutation of an upstream that speaks GraphQL. */
export function writeDocument<Result, Variables extends object, S extends z.ZodType, const Tag extends string = never>(
  document: TypedDocumentNode<Result, Variables>,
  options: WriteOptions<S, Tag> & ForgetCheck<Tag, ForgetSlots<Variables, S>> & Selected<NoInfer<Result>, S>,
): Write<WriteTold<Variables, Variables, S, Tag>> {
  const idempotency = toIdempotency(options.idempotency)
  const place = { kind: 'write', method: 'POST', path: '', document: toDocument(document), idempotency } as const
  return toDeclared(place, options) as never
}

/** The vendor keeps the first outcome of a write under a key that it reads from this header. */
export const header = (name: string): Idempotency => ({ kind: 'header', name: name.toLowerCase() })
