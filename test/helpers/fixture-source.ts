import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { parse } from 'graphql'
import {
  api,
  bearer,
  byKey,
  defineSource,
  failed,
  header,
  hmacSha256,
  positional,
  read,
  readDocument,
  refuse,
  rows,
  secret,
  webhook,
  write,
  writeDocument,
  z,
  type DeskOf,
  type Sandbox,
} from '../../src/kit/index.ts'

/** A made-up vendor of a lending library that has everything a source may have. */

export const Book = z.object({
  id: z.string().regex(/^bk_[a-z0-9]+$/),
  title: z.string(),
  pages: z.int(),
  shelf: z.enum(['fiction', 'science']),
  authorId: z.string(),
})
export const Author = z.object({ id: z.string(), name: z.string(), email: z.string().nullable() })
const Loan = z.object({ id: z.string(), bookId: z.string(), days: z.int() })
const Country = z.object({ code: z.string(), name: z.string() })

export type BookRow = z.output<typeof Book>
export type AuthorRow = z.output<typeof Author>
type LoanRow = z.output<typeof Loan>

const BookList = z.object({ data: rows(Book), has_more: z.boolean(), total: z.int() })
type BookListAnswer = z.output<typeof BookList>
const AuthorList = z.object({ members: rows(Author), next: z.string() })
const AuthorBatch = z.object({
  results: rows(Author),
  errors: z.array(z.object({ category: z.string(), ids: z.array(z.string()) })),
})
const LoanNodes = z.object({ nodes: rows(Loan.nullable()) })
const LoanPage = z.object({
  loans: z.object({
    nodes: rows(Loan),
    totalCount: z.int(),
    edges: z.array(z.object({ cursor: z.string() })),
    pageInfo: z.object({
      hasNextPage: z.boolean(),
      endCursor: z.string().nullable(),
      hasPreviousPage: z.boolean(),
      startCursor: z.string().nullable(),
    }),
  }),
})
type LoanPageAnswer = z.output<typeof LoanPage>

type LoansByIds = TypedDocumentNode<{ nodes: (LoanRow | null)[] }, { ids: readonly string[] }>
export const LOANS_BY_IDS = parse('query Loans($ids: [ID!]!) { nodes(ids: $ids) { id bookId days } }') as LoansByIds

interface LoanPageResult {
  loans: {
    nodes: LoanRow[]
    totalCount: number
    edges: { cursor: string }[]
    pageInfo: {
      hasNextPage: boolean
      endCursor: string | null
      hasPreviousPage: boolean
      startCursor: string | null
    }
  }
}
interface LoanPageVariables {
  bookId: string
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}
const LOAN_PAGE = parse(`query LoanPage($bookId: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  loans(bookId: $bookId, first: $first, after: $after, last: $last, before: $before) {
    nodes { id bookId days } totalCount edges { cursor } pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
  }
}`) as TypedDocumentNode<LoanPageResult, LoanPageVariables>

const RETURN_LOAN = parse(
  'mutation ReturnLoan($id: ID!) { returnLoan(id: $id) { id bookId days } }',
) as TypedDocumentNode<{ returnLoan: LoanRow }, { id: string }>

const operations = {
  book: read('GET v1/books/{id}', {
    answer: Book,
    path: { id: z.string().regex(/^bk_/) },
    key: 'id',
    cache: { ttlMs: 30_000, tags: ['book:{id}'] },
  }),
  books: read('GET v1/books', {
    query: {
      limit: z.int().min(1).max(4).optional(),
      starting_after: z.string().optional(),
      ending_before: z.string().optional(),
      shelf: Book.shape.shelf.optional(),
    },
    answer: BookList,
    pages: {
      after: 'starting_after',
      before: 'ending_before',
      size: 'limit',
      max: 4,
      lastNeedsBefore: true,
      items: (answer: BookListAnswer) => answer.data,
      positions: (answer) => answer.data.map(({ id }) => id),
      next: (answer) => (answer.has_more ? answer.data.at(-1)?.id : null),
      total: ({ total }) => total,
    },
    cache: { ttlMs: 5_000, tags: ['books'] },
  }),
  authors: read('GET v1/authors', {
    query: { cursor: z.string().optional(), limit: z.int().max(5).optional() },
    answer: AuthorList,
    pages: { after: 'cursor', size: 'limit', max: 5, items: ({ members }) => members, next: ({ next }) => next },
  }),
  authorsById: read('POST v1/authors/batch', {
    body: { inputs: z.array(z.object({ id: z.string() })).max(3) },
    answer: AuthorBatch,
    batch: {
      max: 3,
      ask: (ids: readonly string[]) => ({ inputs: ids.map((id) => ({ id })) }),
      outcomes: ({ results, errors }) =>
        byKey(
          results,
          'id',
          errors.map(({ category, ids }) => failed(category, ids)),
        ),
    },
    cache: { ttlMs: 10_000, tags: ['author:{key}'] },
  }),
  country: read('GET v1/countries/{code}', {
    answer: Country,
    key: 'code',
    scope: 'public',
    cache: { ttlMs: 60_000, tags: ['country:{code}'] },
  }),
  loans: readDocument(LOANS_BY_IDS, {
    answer: LoanNodes,
    batch: { max: 4, ask: (ids: readonly string[]) => ({ ids }), outcomes: ({ nodes }) => positional(nodes) },
    cache: { ttlMs: 10_000, tags: ['loan:{key}'] },
  }),
  loanPage: readDocument(LOAN_PAGE, {
    answer: LoanPage,
    pages: {
      after: 'after',
      before: 'before',
      size: 'first',
      sizeBackward: 'last',
      max: 3,
      items: ({ loans }: LoanPageAnswer) => loans.nodes,
      positions: ({ loans }) => loans.edges.map(({ cursor }) => cursor),
      next: ({ loans }) => (loans.pageInfo.hasNextPage ? loans.pageInfo.endCursor : null),
      hasPrevious: ({ loans }) => loans.pageInfo.hasPreviousPage,
      total: ({ loans }) => loans.totalCount,
    },
  }),
  createBook: write('POST v1/books', {
    body: { title: z.string().min(1), shelf: Book.shape.shelf, authorId: z.string(), pages: z.int().optional() },
    encoding: 'form',
    answer: Book,
    idempotency: header('Idempotency-Key'),
    forgets: ['books', 'book:{answer.id}'],
  }),
  renameBook: write('PUT v1/books/{id}', {
    body: { title: z.string().min(1), note: z.string().nullable().optional() },
    answer: Book,
    idempotency: 'natural',
    forgets: ['books', 'book:{id}'],
  }),
  lend: write('POST v1/books/{id}/loans', {
    body: { days: z.int() },
    answer: Loan,
    idempotency: 'none',
    forgets: ['loan:{answer.id}', 'author:{answer.bookId}'],
  }),
  returnLoan: writeDocument(RETURN_LOAN, {
    answer: z.object({ returnLoan: Loan }),
    idempotency: 'none',
    forgets: ['loan:{id}'],
  }),
}

type Desk = DeskOf<typeof operations>

const schema = ({ builder, node, query, mutation, call, load, page }: Desk): void => {
  const LibraryShelf = builder.enumType('LibraryShelf', {
    description: 'Where a book stands.',
    values: {
      FICTION: { value: 'fiction', description: 'Made up.' },
      SCIENCE: { value: 'science', description: 'Found out.' },
    } as const,
  })
  const LibraryAuthor = node('LibraryAuthor', load.authorsById, {
    description: 'Who writes.',
    id: ({ id }) => id,
    fields: (t) => ({ name: t.exposeString('name', { description: 'The name.' }) }),
  })
  const LibraryLoan = builder.objectRef<LoanRow>('LibraryLoan').implement({
    description: 'A book that somebody has at home.',
    fields: (t) => ({ days: t.exposeInt('days', { description: 'For how long, in days.' }) }),
  })
  const LibraryBook = node('LibraryBook', load.book, {
    description: 'What is read.',
    id: ({ id }) => id,
    fields: (t) => ({
      title: t.exposeString('title', { description: 'The title.' }),
      shelf: t.field({ type: LibraryShelf, description: 'Where it stands.', resolve: ({ shelf }) => shelf }),
      author: t.load(load.authorsById, {
        type: LibraryAuthor,
        description: 'Who wrote it.',
        key: ({ authorId }) => authorId,
      }),
      loans: t.pages(page.loanPage, {
        type: LibraryLoan,
        description: 'Who has it.',
        with: ({ id }) => ({ bookId: id }),
      }),
    }),
  })
  const id = { required: true, description: 'Its id.' } as const
  query((t) => ({
    book: t.load(load.book, {
      type: LibraryBook,
      description: 'A book by its id.',
      args: { id: t.arg.id(id) },
      ids: { id: 'LibraryBook' },
      key: (_, args) => args.id,
    }),
    books: t.pages(page.books, {
      type: LibraryBook,
      description: 'All books.',
      args: { shelf: t.arg({ type: LibraryShelf, description: 'Only those of this shelf.' }) },
      with: (_, { shelf }) => ({ shelf }),
    }),
    authors: t.pages(page.authors, { type: LibraryAuthor, description: 'All authors.' }),
    authorsById: t.loadMany(load.authorsById, {
      type: LibraryAuthor,
      description: 'Authors by their ids.',
      args: { ids: t.arg.idList({ required: true, description: 'Their ids.' }) },
      keys: (_, { ids }) => ids,
      atMost: 10,
    }),
  }))
  mutation((t) => ({
    createBook: t.write(call.createBook, {
      type: LibraryBook,
      description: 'Adds a book.',
      input: (t) => ({
        title: t.string({ required: true, description: 'The title.' }),
        shelf: t.field({ type: LibraryShelf, required: true, description: 'Where it will stand.' }),
        authorId: t.id({ required: true, description: 'Who wrote it.' }),
      }),
      ids: { authorId: 'LibraryAuthor' },
      with: ({ title, shelf, authorId }) => ({ title, shelf, authorId }),
    }),
    renameBook: t.write(call.renameBook, {
      type: LibraryBook,
      description: 'Gives a book another title.',
      input: (t) => ({
        id: t.id(id),
        title: t.string({ required: true, description: 'The new title.' }),
      }),
      ids: { id: 'LibraryBook' },
      with: ({ id, title }) => ({ id, title }),
    }),
  }))
}

const BOOKS: readonly BookRow[] = Array.from({ length: 9 }, (_, index) => ({
  id: `bk_${index + 1}`,
  title: `Book ${index + 1}`,
  pages: 100 + index,
  shelf: index % 2 === 0 ? 'fiction' : 'science',
  authorId: `au_${(index % 3) + 1}`,
}))

const AUTHORS: readonly AuthorRow[] = Array.from({ length: 7 }, (_, index) => ({
  id: `au_${index + 1}`,
  name: `Author ${index + 1}`,
  email: index === 0 ? null : `author${index + 1}@library.example`,
}))

const LOANS: readonly LoanRow[] = Array.from({ length: 8 }, (_, index) => ({
  id: `ln_${index + 1}`,
  bookId: 'bk_1',
  days: 7 + index,
}))

const refusal = (status: number): unknown => ({
  error: { code: `http_${status}`, message: `Answered with ${status}.` },
})

const found = <T extends { readonly id: string }>(list: readonly T[], id: string): T =>
  list.find((row) => row.id === id) ?? refuse(404, refusal(404))

/** A window of a list, as a vendor with cursors on both sides cuts it. */
const windowOf = <T extends { readonly id: string }>(
  list: readonly T[],
  asked: { after?: string | null; before?: string | null; size: number; fromEnd: boolean },
) => {
  const begin = asked.after ? list.findIndex(({ id }) => id === asked.after) + 1 : 0
  const end = asked.before ? list.findIndex(({ id }) => id === asked.before) : list.length
  const from = asked.fromEnd ? Math.max(begin, end - asked.size) : begin
  const to = asked.fromEnd ? end : Math.min(end, begin + asked.size)
  return { cut: list.slice(from, to), hasPrevious: from > 0, hasNext: to < list.length }
}

const sandbox = (): Sandbox<typeof operations> => {
  const books = [...BOOKS]
  const kept = new Map<string, BookRow>()
  return {
    refusal,
    headers: ({ count }) => ({ 'x-quota-left': String(1_000 - count), 'x-library-request': `lib-${count}` }),
    samples: {
      book: { id: 'bk_1' },
      books: {},
      authors: { limit: 5 },
      authorsById: { inputs: [{ id: 'au_1' }, { id: 'au_2' }] },
      country: { code: 'fr' },
      loans: { ids: ['ln_1', 'ln_2'] },
      loanPage: { bookId: 'bk_1', first: 3 },
      createBook: { title: 'New', shelf: 'fiction', authorId: 'au_1' },
      renameBook: { id: 'bk_1', title: 'Renamed' },
      lend: { id: 'bk_1', days: 3 },
      returnLoan: { id: 'ln_1' },
    },
    operations: {
      book: ({ id }) => found(books, id),
      books: ({ limit, starting_after, ending_before, shelf }) => {
        const all = shelf ? books.filter((book) => book.shelf === shelf) : books
        const fromEnd = ending_before !== undefined
        const asked = { after: starting_after ?? null, before: ending_before ?? null, size: limit ?? 3, fromEnd }
        const { cut, hasNext, hasPrevious } = windowOf(all, asked)
        return { data: cut, has_more: fromEnd ? hasPrevious : hasNext, total: all.length }
      },
      authors: ({ cursor, limit }) => {
        const begin = Number(cursor?.slice(2) ?? 0)
        const end = begin + (limit ?? 2)
        return { members: AUTHORS.slice(begin, end), next: end < AUTHORS.length ? `c:${end}` : '' }
      },
      authorsById: ({ inputs }) => ({
        // Order is lost, as with most batches.
        results: AUTHORS.filter(({ id }) => inputs.some((input) => input.id === id)).toReversed(),
        errors: [
          {
            category: 'OBJECT_NOT_FOUND',
            ids: inputs.map(({ id }) => id).filter((id) => !AUTHORS.some((author) => author.id === id)),
          },
        ],
      }),
      country: ({ code }) => (code === 'fr' ? { code, name: 'France' } : refuse(404, refusal(404))),
      loans: ({ ids }) => ({ nodes: ids.map((id) => LOANS.find((loan) => loan.id === id) ?? null) }),
      loanPage: ({ first, after, last, before }) => {
        const fromEnd = last !== null && last !== undefined
        const asked = { after: after ?? null, before: before ?? null, size: last ?? first ?? 2, fromEnd }
        const { cut, hasNext, hasPrevious } = windowOf(LOANS, asked)
        return {
          loans: {
            nodes: cut,
            totalCount: LOANS.length,
            edges: cut.map(({ id }) => ({ cursor: id })),
            pageInfo: {
              hasNextPage: hasNext,
              hasPreviousPage: hasPrevious,
              endCursor: cut.at(-1)?.id ?? null,
              startCursor: cut[0]?.id ?? null,
            },
          },
        }
      },
      createBook: ({ title, shelf, authorId, pages }, { headers }) => {
        const key = headers['idempotency-key']
        const known = key === undefined ? undefined : kept.get(key)
        if (known) return known
        const book = { id: `bk_${books.length + 1}`, title, shelf, authorId, pages: pages ?? 1 }
        books.push(book)
        if (key !== undefined) kept.set(key, book)
        return book
      },
      renameBook: ({ id, title }) => {
        const book = { ...found(books, id), title }
        books[books.findIndex((one) => one.id === id)] = book
        return book
      },
      lend: ({ id, days }) => ({ id: 'ln_9', bookId: id, days }),
      returnLoan: ({ id }) => ({ returnLoan: found(LOANS, id) }),
    },
  }
}

export const fixture = defineSource({
  name: 'library',
  description: 'A lending library.',
  config: {
    baseUrl: z.url().default('https://api.library.example/'),
    token: secret(),
    webhookSecret: secret(),
  },
  upstream: ({ config }) =>
    api({
      baseUrl: config.baseUrl,
      auth: bearer(config.token),
      headers: { 'library-version': '2' },
      queryLists: 'brackets',
      problem: {
        shape: z.object({ error: z.object({ code: z.string(), message: z.string() }) }),
        code: ({ error }) => error.code,
        message: ({ error }) => error.message,
      },
      catalogue: { OBJECT_NOT_FOUND: 'UPSTREAM_NOT_FOUND', NOT_FOUND: 'UPSTREAM_NOT_FOUND' },
      quota: { default: { ratePerSecond: 50, burst: 100, concurrency: 20 } },
      readQuota: (headers) =>
        headers['x-quota-left'] === undefined ? null : { remaining: Number(headers['x-quota-left']), limit: 1_000 },
      requestIdHeader: 'x-library-request',
    }),
  operations,
  schema,
  webhook: ({ config }) =>
    webhook({
      verify: hmacSha256({
        secret: config.webhookSecret,
        header: 'library-signature',
        signature: /v1=([0-9a-f]+)/,
        at: /t=(\d+)/,
        signs: '{at}.{raw}',
        toleranceMs: 300_000,
      }),
      event: z.object({ id: z.string(), type: z.string(), book: z.string() }),
      id: (event) => event.id,
      forgets: (event) => [`book:${event.book}`],
    }),
  sandbox,
})
