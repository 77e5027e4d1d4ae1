/** What the compiler holds a source author to. Nothing here runs: `tsc` reads it with everything else. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import {
  api,
  bearer,
  byKey,
  defineSource,
  header,
  type positional,
  read,
  readDocument,
  rows,
  secret,
  write,
  writeDocument,
  z,
  type AnySource,
  type Call,
  type DeskOf,
  type Load,
  type Page,
  type PageVerb,
  type ReadPage,
  type Sandbox,
  type ToldOf,
} from '../../src/kit/index.ts'
import type { PageRequest } from '../../src/graph/page-args.ts'
import type { Of } from '../../src/kit/operation.ts'
import type { AuthorRow, BookRow, fixture } from '../helpers/fixture-source.ts'
import { holds, type Equal, type IsAny } from './equal.ts'

const Row = z.object({ id: z.string(), name: z.string() })
type RowValue = z.output<typeof Row>
const List = z.object({ data: rows(Row), next: z.string().nullable() })
type ListValue = z.output<typeof List>

// ---- What has to be said ----

write('POST v1/rows', { answer: Row, idempotency: 'none' })
write('POST v1/rows', { answer: Row, idempotency: header('Idempotency-Key') })
// @ts-expect-error a write says whether it may be repeated
write('POST v1/rows', { answer: Row })
// @ts-expect-error in one of the known words
write('POST v1/rows', { answer: Row, idempotency: 'sometimes' })

read('GET v1/rows/{id}', { answer: Row, key: 'id', scope: 'public' })
const computed: string = 'public'
// @ts-expect-error sharing with everybody is a literal in the source, never a computed word
read('GET v1/rows/{id}', { answer: Row, key: 'id', scope: computed })
// @ts-expect-error there is no other scope
read('GET v1/rows/{id}', { answer: Row, key: 'id', scope: 'private' })
// @ts-expect-error a route is a method and a path
read('FETCH v1/rows', { answer: Row })
// @ts-expect-error an answer has a shape
read('GET v1/rows', {})

// ---- Names of arguments ----

// @ts-expect-error the key is one of the arguments
read('GET v1/rows/{id}', { answer: Row, key: 'identity' })
// @ts-expect-error a slot of a tag is one of the arguments
read('GET v1/rows/{id}', { answer: Row, key: 'id', cache: { ttlMs: 1, tags: ['row:{identity}'] } })
read('GET v1/rows/{id}', { answer: Row, key: 'id', cache: { ttlMs: 1, tags: ['row:{id}', 'rows'] } })

const paging = { limit: z.int().optional(), after: z.string().optional() }
const pages = {
  size: 'limit',
  max: 10,
  items: (answer: ListValue) => answer.data,
  next: (answer: ListValue) => answer.next,
} as const
read('GET v1/rows', { query: paging, answer: List, pages: { ...pages, after: 'after' } })
// @ts-expect-error the arguments of paging are arguments
read('GET v1/rows', { query: paging, answer: List, pages: { ...pages, after: 'starting_after' } })
// @ts-expect-error the size as well
read('GET v1/rows', { query: paging, answer: List, pages: { ...pages, after: 'after', size: 'count' } })

read('GET v1/rows', {
  query: paging,
  answer: List,
  pages: { ...pages, after: 'after', sync: { after: 'after', token: ({ next }) => next } },
})
read('GET v1/rows', {
  query: paging,
  answer: List,
  // @ts-expect-error so is the one that takes the token of a list read to its end
  pages: { ...pages, after: 'after', sync: { after: 'since', token: ({ next }) => next } },
})
read('GET v1/rows', {
  query: { ids: z.array(z.string()) },
  answer: List,
  batch: { max: 5, ask: (ids: readonly string[]) => ({ ids: [...ids] }), outcomes: ({ data }) => byKey(data, 'id') },
})
read('GET v1/rows', {
  query: { ids: z.array(z.string()) },
  answer: List,
  // @ts-expect-error a batch asks with the arguments of its operation
  batch: { max: 5, ask: (keys: readonly string[]) => ({ keys }), outcomes: ({ data }: ListValue) => byKey(data, 'id') },
})
// @ts-expect-error rows are found by a field that they have
byKey([{ id: 'a' }], 'identity')

write('PUT v1/rows/{id}', { answer: Row, idempotency: 'natural', forgets: ['row:{id}', 'name:{answer.name}'] })
// @ts-expect-error a forgotten tag is made of arguments
write('PUT v1/rows/{id}', { answer: Row, idempotency: 'natural', forgets: ['row:{identity}'] })
// @ts-expect-error or of fields of the answer
write('PUT v1/rows/{id}', { answer: Row, idempotency: 'natural', forgets: ['row:{answer.identity}'] })

// ---- Documents ----

type RowDocument = TypedDocumentNode<{ node: { id: string; name: string } | null }, { id: string }>
declare const document: RowDocument
readDocument(document, { answer: z.object({ node: Row.nullable() }), key: 'id' })
// @ts-expect-error a shape asks for what the document does not select
readDocument(document, { answer: z.object({ node: Row.extend({ email: z.string() }).nullable() }), key: 'id' })
// @ts-expect-error what may be null is asked for as if it never were
readDocument(document, { answer: z.object({ node: Row }), key: 'id' })
// @ts-expect-error the key is a variable
readDocument(document, { answer: z.object({ node: Row.nullable() }), key: 'identity' })
writeDocument(document, { answer: z.object({ node: Row.nullable() }), idempotency: 'none' })
// @ts-expect-error a mutation says whether it may be repeated
writeDocument(document, { answer: z.object({ node: Row.nullable() }) })

// ---- A source as a whole ----

const operations = {
  row: read('GET v1/rows/{id}', { answer: Row, key: 'id', cache: { ttlMs: 1, tags: ['row:{id}'] } }),
  rename: write('PUT v1/rows/{id}', {
    body: { name: z.string() },
    answer: Row,
    idempotency: 'natural',
    forgets: ['row:{id}'],
  }),
}
type Rows = typeof operations

const parts = {
  name: 'rows',
  description: 'Rows.',
  config: { key: secret() },
  upstream: ({ config }: { readonly config: { readonly key: string } }) =>
    api({ baseUrl: 'https://api.rows.example/', auth: bearer(config.key) }),
  schema: () => undefined,
}
const sandbox = (): Sandbox<Rows> => ({
  refusal: () => ({}),
  samples: { row: { id: 'r1' }, rename: { id: 'r1', name: 'b' } },
  operations: { row: ({ id }) => ({ id, name: 'a' }), rename: ({ id, name }) => ({ id, name }) },
})
const whole = defineSource({ ...parts, operations, sandbox })
export const any: AnySource = whole

const forgetful = write('PUT v1/rows/{id}', { answer: Row, idempotency: 'natural', forgets: ['rwo:{id}'] })
defineSource({
  ...parts,
  // @ts-expect-error no read wears the family that is forgotten
  operations: { row: operations.row, forgetful },
  sandbox: () => ({
    refusal: () => ({}),
    samples: { row: { id: 'r1' }, forgetful: { id: 'r1' } },
    operations: { row: ({ id }) => ({ id, name: 'a' }), forgetful: ({ id }) => ({ id, name: 'a' }) },
  }),
})

export const missing = (): Sandbox<Rows> => ({
  refusal: () => ({}),
  samples: { row: { id: 'r1' }, rename: { id: 'r1', name: 'b' } },
  // @ts-expect-error every operation has a handler
  operations: { row: ({ id }) => ({ id, name: 'a' }) },
})
export const lying = (): Sandbox<Rows> => ({
  refusal: () => ({}),
  samples: { row: { id: 'r1' }, rename: { id: 'r1', name: 'b' } },
  // @ts-expect-error a handler answers what the vendor would
  operations: { row: ({ id }) => ({ id, title: 'a' }), rename: ({ id, name }) => ({ id, name }) },
})
export const sampleless = (): Sandbox<Rows> => ({
  refusal: () => ({}),
  // @ts-expect-error every operation has a sample, with its arguments
  samples: { row: { identity: 'r1' }, rename: { id: 'r1', name: 'b' } },
  operations: { row: ({ id }) => ({ id, name: 'a' }), rename: ({ id, name }) => ({ id, name }) },
})

// ---- Fields made from verbs ----

export const fields = ({
  builder,
  query,
  mutation,
  node,
  call,
  load,
  page,
}: DeskOf<typeof fixture.operations>): void => {
  const Book = builder.objectRef<BookRow>('LibraryBook')
  const Author = builder.objectRef<AuthorRow>('LibraryAuthor')
  query((t) => ({
    book: t.load(load.book, { type: Book, description: 'A book.', key: () => 'bk_1' }),
    // @ts-expect-error the rows of this verb are no authors
    wrongRow: t.load(load.book, { type: Author, description: 'A book.', key: () => 'bk_1' }),
    // @ts-expect-error its key is a text
    wrongKey: t.load(load.book, { type: Book, description: 'A book.', key: () => 1 }),
    // @ts-expect-error every field is described
    mute: t.load(load.book, { type: Book, key: () => 'bk_1' }),
    books: t.pages(page.books, { type: Book, description: 'Books.', with: () => ({ shelf: 'fiction' as const }) }),
    // @ts-expect-error the items of this list are no authors
    wrongItem: t.pages(page.books, { type: Author, description: 'Books.' }),
    // @ts-expect-error there is no such shelf
    wrongRest: t.pages(page.books, { type: Book, description: 'Books.', with: () => ({ shelf: 'poetry' }) }),
    stale: t.load(load.book, { type: Book, description: 'A book.', key: () => 'bk_1', onFailure: 'stale' }),
    vital: t.pages(page.books, { type: Book, description: 'Books.', onFailure: 'fail' }),
    // @ts-expect-error there is no such word
    hopeful: t.load(load.book, { type: Book, description: 'A book.', key: () => 'bk_1', onFailure: 'retry' }),
    elsewhere: t.load(load.book, {
      type: Book,
      description: 'A book.',
      key: () => 'bk_1',
      onFailure: { fallback: load.book, key: () => 'bk_2' },
    }),
    otherwise: t.pages(page.books, {
      type: Book,
      description: 'Books.',
      onFailure: { fallback: page.books, with: () => ({ shelf: 'science' as const }) },
    }),
    wrongFallback: t.load(load.book, {
      type: Book,
      description: 'A book.',
      key: () => 'bk_1',
      // @ts-expect-error what stands in for a book is a book
      onFailure: { fallback: load.authorsById, key: () => 'a1' },
    }),
    wrongFallbackKey: t.load(load.book, {
      type: Book,
      description: 'A book.',
      key: () => 'bk_1',
      // @ts-expect-error and asked for by a key of its own verb
      onFailure: { fallback: load.book, key: () => 1 },
    }),
    // @ts-expect-error this list cannot be asked for without its book
    restless: t.pages(page.loanPage, {
      type: builder.objectRef<{ id: string; bookId: string; days: number }>('Loan'),
      description: 'Loans.',
    }),
  }))
  // @ts-expect-error a list without a key is not loaded
  void load.books
  // @ts-expect-error an object without pages is not paged
  void page.book
  // @ts-expect-error a misspelt operation
  void call.bok
  node('LibraryBook', load.book, { description: 'A book.', id: ({ id }) => id, fields: () => ({}) })
  // @ts-expect-error the id of a row is one of its fields
  node('LibraryBook', load.book, { description: 'A book.', id: ({ identity }) => identity, fields: () => ({}) })
  mutation((t) => ({
    rename: t.write(call.renameBook, {
      type: Book,
      description: 'Renames.',
      input: () => ({}),
      // @ts-expect-error what is sent has to be what the operation takes
      with: () => ({ id: 'bk_1' }),
    }),
  }))
}

// ---- What verbs take and answer, as an author's editor shows it ----

type Desk = DeskOf<typeof fixture.operations>
/** Without the mark that arguments are an object, which hovers do not show either. */
type Plain<T> = { [K in keyof T]: T[K] }
type ArgsOfCall<V> = V extends Call<infer Args, unknown> ? Plain<Args> : never
type AnswerOfCall<V> = V extends Call<never, infer Answer> ? Answer : never

holds<Equal<ArgsOfCall<Desk['call']['book']>, { id: string }>>()
holds<Equal<AnswerOfCall<Desk['call']['book']>, BookRow>>()
holds<
  Equal<
    ArgsOfCall<Desk['call']['createBook']>,
    { title: string; shelf: 'fiction' | 'science'; authorId: string; pages?: number | null | undefined }
  >
>()
holds<Equal<ArgsOfCall<Desk['call']['renameBook']>, { id: string; title: string; note?: string | null | undefined }>>()
holds<Equal<Desk['load']['book'], Load<string, BookRow>>>()
holds<Equal<Desk['load']['authorsById'], Load<string, AuthorRow>>>()
holds<Equal<Parameters<Desk['page']['authors']>[1], PageRequest>>()
holds<Equal<Desk['page']['authors'], PageVerb<{}, AuthorRow>>>()
holds<Equal<Desk['page']['loanPage'] extends ReadPage<infer Rest, unknown> ? Plain<Rest> : never, { bookId: string }>>()
holds<Equal<Awaited<ReturnType<Desk['page']['books']>>, Page<BookRow>>>()
holds<Equal<keyof Desk['load'], 'book' | 'authorsById' | 'country' | 'loans'>>()
holds<Equal<keyof Desk['page'], 'books' | 'authors' | 'loanPage'>>()
holds<Equal<ToldOf<typeof whole, 'row'>['value'], RowValue>>()
holds<Equal<Of<Rows['rename']>['key'], never>>()
holds<
  Equal<
    ReturnType<typeof positional<RowValue>>['of'] extends (key: string, index: number) => infer O ? IsAny<O> : true,
    false
  >
>()

// ---- Nothing public is any ----

type Kit = typeof import('../../src/kit/index.ts')
/** Whether a function takes or answers `any`, or a value has a field that is. */
type HasAny<T> = T extends (...args: infer Args) => infer Result
  ? IsAny<Result> extends true
    ? true
    : true extends { [K in keyof Args]: IsAny<Args[K]> }[number]
      ? true
      : false
  : true extends { [K in keyof T]-?: IsAny<T[K]> }[keyof T]
    ? true
    : false
type Loose = {
  [K in Exclude<keyof Kit, 'z'>]: IsAny<Kit[K]> extends true ? K : HasAny<Kit[K]> extends true ? K : never
}[Exclude<keyof Kit, 'z'>]
holds<Equal<Loose, never>>()
holds<Equal<HasAny<import('../../src/kit/index.ts').Api>, false>>()
holds<Equal<HasAny<import('../../src/kit/index.ts').Declared>, false>>()
holds<Equal<HasAny<import('../../src/kit/index.ts').SchemaDesk>, false>>()
holds<Equal<HasAny<import('../../src/kit/index.ts').Webhook>, false>>()
holds<Equal<HasAny<import('../../src/kit/index.ts').World>, false>>()
holds<Equal<HasAny<import('../../src/kit/index.ts').SandboxRequest>, false>>()
holds<Equal<HasAny<import('../../src/kit/index.ts').Money>, false>>()
holds<Equal<HasAny<Of<Rows['row']>>, false>>()
holds<Equal<HasAny<AnySource>, false>>()
// The guard itself is awake.
holds<Equal<HasAny<(given: string) => ReturnType<typeof JSON.parse>>, true>>()
