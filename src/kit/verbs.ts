import type { RequestContext } from '../graph/context.ts'
import type { PageRequest } from '../graph/page-args.ts'
import type { CursorPosition } from '../core/cursor.ts'
import type { Declared, Of, Operations } from './operation.ts'
import type { Simplify } from './shape.ts'

/**
 * Where a call comes from: the row, namespace or account that it hangs under. It says which of several accounts of a vendor
 * is asked; with one account it may be left out.
 */
export type From = unknown

/** Readable as well as callable, so that a field made from a verb declares what it uses. */
export interface Verb {
  readonly operation: Declared
  readonly source: string
  readonly name: string
}

/** Makes one call. */
export interface Call<Args, Answer> extends Verb {
  (args: Args, context: RequestContext, from?: From): Promise<Answer>
}

/** Loads one object by key; keys of one tick are asked for together. A missing object is null. */
export interface Load<Key, Value> extends Verb {
  (key: Key, context: RequestContext, from?: From): Promise<Value | null>
}

/** One page of a list. A row that is gone, though something still points to it, is null. */
export interface Page<Item> {
  readonly rows: readonly { readonly value: Item | Error | null; readonly position: CursorPosition }[]
  readonly hasNext: boolean
  readonly hasPrevious: boolean
  /** How many rows there are in all; null where the vendor does not say. */
  readonly total: number | null
  /** Where to go on from a page without rows; null or left out where nobody can. */
  readonly end?: CursorPosition | null
}

/** Reads one page. */
export interface ReadPage<Rest, Item> extends Verb {
  (rest: Rest, page: PageRequest, context: RequestContext, from?: From): Promise<Page<Item>>
}

/** How far {@link PageVerb.each} goes. */
export interface EachOptions {
  /** See {@link From}. */
  readonly from?: From
  /** The row to go on after. @default the list's beginning */
  readonly after?: CursorPosition | null
  /** Most rows. @default the list's own `atMost` */
  readonly atMost?: number
  /** Most calls. @default so many as `atMost` rows take in full pages, and at least 10 */
  readonly calls?: number
}

/** Reads a page, or a whole list. */
export interface PageVerb<Rest, Item> extends ReadPage<Rest, Item> {
  /**
   * The rows of a list, page after page, each page asked for when it is reached. It ends with the list or by `break`. A list
   * that is longer than its bounds throws TOO_COSTLY after the last row within them, so that nobody takes a part for the
   * whole; so do a caller who leaves and a deadline that passes, each with its own code.
   */
  readonly each: (
    rest: Rest,
    context: RequestContext,
    options?: EachOptions,
  ) => AsyncGenerator<Item | Error | null, void>
}

/** `call.x` for every operation. */
export type Calls<O extends Operations> = { readonly [K in keyof O]: Call<Of<O[K]>['args'], Of<O[K]>['answer']> }

/** `load.x` for those with a key or a batch. */
export type Loads<O extends Operations> = {
  readonly [K in keyof O as [Of<O[K]>['key']] extends [never] ? never : K]: Load<Of<O[K]>['key'], Of<O[K]>['value']>
}

/** `page.x` for those with pages. */
export type Pages<O extends Operations> = {
  readonly [K in keyof O as [Of<O[K]>['item']] extends [never] ? never : K]: PageVerb<
    Simplify<Omit<Of<O[K]>['args'], Of<O[K]>['paging']>>,
    Of<O[K]>['item']
  >
}
