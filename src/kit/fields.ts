import type {
  FieldKind,
  InputFieldMap,
  InputShapeFromFields,
  SchemaTypes,
  ShapeFromTypeParam,
  TypeParam,
} from '@pothos/core'
import type { HeadwatersError } from '../core/headwaters-error.ts'
import type { ExpectedError } from '../graph/expected-error.ts'
import type { Carried } from './carried-page.ts'
import type { Call, Load, ReadPage } from './verbs.ts'

/** A sentence where a verb does not answer what a type reads. (Pothos' refs alone would let it pass.) */
export type Fits<Given, Wanted> = [Given] extends [Wanted]
  ? unknown
  : { readonly 'the verb does not answer what this type reads': Wanted }

/** What every field made from a verb says. */
interface FieldBase<Type, Args> {
  readonly type: Type
  /** A sentence for those who explore the graph. */
  readonly description: string
  readonly args?: Args
  /**
   * Which arguments are ids of nodes, each with the name of its node type: they take the vendor's own id or a global id,
   * and refuse one of another type or account.
   */
  readonly ids?: IdTypes
  readonly deprecationReason?: string
}

/**
 * What a field does when its vendor fails:
 *
 * - `'null'`: it is null, with an entry in `errors`; everything else stands.
 * - `'stale'`: it is answered with what was kept, as long as the operation's `cache.staleMs` says, and listed in the response's
 *   `extensions.stale` with its path and age. With nothing kept it is null.
 * - `{ fallback, … }`: another verb is asked instead. When that fails too, it is null with the first verb's error.
 * - `'fail'`: the whole answer is null (`data: null`), for fields without which the rest would mislead. The type stays
 *   nullable, since "there is none" is no failure; of a deferred answer, parts that have left cannot be taken back.
 */
export type OnFailure<Fallback> = 'null' | 'stale' | 'fail' | Fallback

/** The verb that `t.load` asks when its own fails, and by which key. */
export interface LoadFallback<Args extends InputFieldMap, Parent, Key, Row> {
  readonly fallback: Load<Key, Row>
  readonly key: (parent: Parent, args: InputShapeFromFields<Args>) => Key | null | undefined
}

/** The verb that `t.call` asks when its own fails, and with what. */
export interface CallFallback<Args extends InputFieldMap, Parent, CallArgs, Answer> {
  readonly fallback: Call<CallArgs, Answer>
  readonly with: (parent: Parent, args: InputShapeFromFields<Args>) => CallArgs
}

/** The list that `t.pages` begins with when its own fails; its cursors go on in it. */
export interface PagesFallback<Args extends InputFieldMap, Parent, Rest, Item> {
  readonly fallback: ReadPage<Rest, Item>
  readonly with: (parent: Parent, args: InputShapeFromFields<Args>) => Rest
}

/** Names of id arguments, each with the name of the node type that it has to be of. */
export type IdTypes = Readonly<Record<string, string>>

/** A list that one call answers. */
interface ListField {
  /** Most rows, where the type is a list: what is asked below it costs up to so many times as much. @default 10 */
  readonly atMost?: number
}

/** `t.load`: one object by its key. */
export interface LoadField<Type, Args extends InputFieldMap, Parent, Key> extends FieldBase<Type, Args>, ListField {
  /** The key; null when there is nothing to load. */
  readonly key: (parent: Parent, args: InputShapeFromFields<Args>) => Key | null | undefined
}

/** `t.loadMany`: objects by their keys, in order, null where there is none. */
export interface LoadManyField<Type, Args extends InputFieldMap, Parent, Key> extends FieldBase<Type, Args> {
  readonly keys: (parent: Parent, args: InputShapeFromFields<Args>) => readonly Key[]
  /** Most keys that a caller may ask for. */
  readonly atMost: number
}

/** `t.call`: what one call answers; with a list type, rows that could not be read are null. */
export interface CallField<Type, Args extends InputFieldMap, Parent, CallArgs>
  extends FieldBase<Type, Args>, ListField {
  readonly with: (parent: Parent, args: InputShapeFromFields<Args>) => CallArgs
}

/** `t.pages`: a Relay connection over a paged list. */
export interface PagesField<Type, Args extends InputFieldMap, Parent, Rest> extends FieldBase<Type, Args> {
  readonly with?: (parent: Parent, args: InputShapeFromFields<Args>) => Rest
  /** Rows of a page when the caller does not say. @default 20 */
  readonly defaultSize?: number
}

/** `t.write`: a mutation. Its argument is one input object, its answer a union with the errors that a caller should expect. */
export interface WriteField<Type, Fields extends InputFieldMap, CallArgs, Builder> {
  readonly type: Type
  readonly description: string
  /** The word for the input's and the result's type where one operation serves several mutations. @default the operation's name */
  readonly name?: string
  /** The fields of the input object; the kit adds `account`, and `idempotencyKey` where the vendor takes one. */
  readonly input: (t: Builder) => Fields
  readonly ids?: IdTypes
  readonly with: (input: InputShapeFromFields<Fields>) => CallArgs
  /** Errors of the vendor's own that are outcomes of this mutation, made by `expected`. */
  readonly expects?: readonly ExpectedOutcome[]
}

/** An expected error of a source, as `expected` makes it. */
export interface ExpectedOutcome {
  readonly type: abstract new (...parts: never) => Error
  readonly toExpected: (error: HeadwatersError, correlationId: string) => ExpectedError | null
}

// Parameters of a merged interface have to keep the names that Pothos gave them, used or not.
/* eslint-disable @typescript-eslint/no-unused-vars */
declare global {
  export namespace PothosSchemaTypes {
    export interface RootFieldBuilder<Types extends SchemaTypes, ParentShape, Kind extends FieldKind = FieldKind> {
      /** One object by its key; keys of one tick are asked for together. Null when the vendor knows none. */
      load: <Key, Row, Type extends TypeParam<Types>, Args extends InputFieldMap = {}, OtherKey = never>(
        verb: Load<Key, Row>,
        options: LoadField<Type, Args, ParentShape, Key> & {
          readonly type: Fits<Row, ShapeFromTypeParam<Types, Type, false>>
          /** What the field does when its vendor fails. @default 'stale' where the operation has `cache.staleMs`, else 'null' */
          readonly onFailure?: OnFailure<LoadFallback<Args, ParentShape, OtherKey, NoInfer<Row>>>
        },
      ) => FieldRef<Types, ShapeFromTypeParam<Types, Type, true>>
      /** Objects by their keys, in the order of the keys, null where there is none. */
      loadMany: <Key, Row, Type extends TypeParam<Types>, Args extends InputFieldMap = {}>(
        verb: Load<Key, Row>,
        options: LoadManyField<Type, Args, ParentShape, Key> & {
          readonly type: Fits<Row, ShapeFromTypeParam<Types, Type, false>>
        },
      ) => FieldRef<Types, readonly (ShapeFromTypeParam<Types, Type, false> | null)[]>
      /** What one call answers; null when it answers nothing. */
      call: <CallArgs, Answer, Type extends TypeParam<Types>, Args extends InputFieldMap = {}, OtherArgs = never>(
        verb: Call<CallArgs, Answer>,
        options: CallField<Type, Args, ParentShape, CallArgs> & {
          readonly type: Fits<NonNullable<Answer>, ShapeFromTypeParam<Types, Type, false>>
          /** What the field does when its vendor fails. @default 'stale' where the operation has `cache.staleMs`, else 'null' */
          readonly onFailure?: OnFailure<CallFallback<Args, ParentShape, OtherArgs, NoInfer<Answer>>>
        },
      ) => FieldRef<Types, ShapeFromTypeParam<Types, Type, true>>
      /** A list as a Relay connection. Pages, cursors and their errors come from the operation's `pages`. */
      pages: <Rest, Item, Type extends TypeParam<Types>, Args extends InputFieldMap = {}, OtherRest = never>(
        verb: ReadPage<Rest, Item>,
        options: PagesField<Type, Args, ParentShape, Rest> & {
          readonly type: Fits<Item, ShapeFromTypeParam<Types, Type, false>>
          /** What the field does when its vendor fails. @default 'stale' where the operation has `cache.staleMs`, else 'null' */
          readonly onFailure?: OnFailure<PagesFallback<Args, ParentShape, OtherRest, NoInfer<Item>>>
          /** The list's beginning, where the parent carries it: a page that it holds whole costs no call. */
          readonly carries?: (parent: ParentShape) => Carried<Item> | null
        } & ({} extends Rest ? unknown : { readonly with: unknown }),
      ) => FieldRef<Types, unknown>
    }
    export interface MutationFieldBuilder<Types extends SchemaTypes, ParentShape> {
      /** One write. What a caller should expect is a member of its result union; all other trouble is in `errors[]`. */
      write: <CallArgs, Answer, Type extends TypeParam<Types>, Fields extends InputFieldMap>(
        verb: Call<CallArgs, Answer>,
        options: WriteField<Type, Fields, CallArgs, InputFieldBuilder<Types, 'InputObject'>> & {
          readonly type: Fits<NonNullable<Answer>, ShapeFromTypeParam<Types, Type, false>>
        },
      ) => FieldRef<Types, unknown>
    }
  }
}
