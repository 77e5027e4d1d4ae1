import { describe, expect, it } from 'vitest'
import { z } from '../../src/kit/index.ts'
import type { AnySource } from '../../src/kit/define-source.ts'
import type { Declared } from '../../src/kit/operation.ts'
import { conformance } from '../../src/testing/conformance.ts'
import { fixture } from '../helpers/fixture-source.ts'

type Name = keyof typeof fixture.operations
type Fields = Readonly<Record<string, unknown>>
type Handler = (args: Fields, request: unknown) => unknown

const source: AnySource = fixture

/** The fixture with one operation declared otherwise. */
const declared = (name: Name, over: Partial<Declared>): AnySource => ({
  ...source,
  operations: { ...source.operations, [name]: { ...(fixture.operations[name] as Declared), ...over } },
})

/** The fixture whose vendor answers one operation otherwise. */
const answering = (name: Name, change: (answer: never, args: Fields) => unknown): AnySource => ({
  ...source,
  sandbox: (world) => {
    const sandbox = source.sandbox(world)
    const usual = sandbox.operations[name] as unknown as Handler
    const handler: Handler = (args, request) => change(usual(args, request) as never, args)
    return { ...sandbox, operations: { ...sandbox.operations, [name]: handler } }
  },
})

/** The fixture with another answer to `upstream`. */
const reached = (over: (config: Fields) => object): AnySource => ({
  ...source,
  upstream: (known) => ({ ...source.upstream(known), ...over(known.config) }),
})

const batch = { ...fixture.operations.authorsById.batch }
const pages = { ...fixture.operations.authors.pages }
const strictRows = z.object({
  results: z.array(z.object({ id: z.string(), name: z.string() })),
  errors: z.array(z.object({ category: z.string(), ids: z.array(z.string()) })),
})

const sameName = { fingerprint: 'same', renewable: false, obtain: () => Promise.resolve((request: never) => request) }

/** What is broken, how, and which promise has to notice. */
const BROKEN: readonly (readonly [what: string, broken: AnySource, notices: string])[] = [
  [
    'a batch that asks for more than the vendor takes',
    declared('authorsById', { batch: { ...batch, max: 50 } as never }),
    'authorsById: N keys in one tick make the fewest calls the vendor allows',
  ],
  [
    'a batch without its keys in order or by name',
    declared('authorsById', { batch: { ...batch, outcomes: () => ({ of: () => ({ missing: true }) }) } as never }),
    'authorsById: answers its sample',
  ],
  [
    'a missing object that the vendor does not call missing',
    reached(() => ({ catalogue: { http_404: 'UPSTREAM_REJECTED' } })),
    'book: a missing row is null',
  ],
  [
    'a word for missing keys that is not in the catalogue',
    reached(() => ({ catalogue: {} })),
    'authorsById: a missing row is null',
  ],
  [
    'a batch whose rows fall together',
    declared('authorsById', { answer: strictRows }),
    'authorsById: one malformed row fails one key',
  ],
  [
    'a list whose rows fall together',
    declared('authors', {
      answer: z.object({ members: z.array(z.object({ id: z.string(), name: z.string() })), next: z.string() }),
    }),
    'authors: one malformed row fails one field',
  ],
  [
    'pages that repeat',
    answering('authors', (answer: { members: unknown[]; next: string }, { cursor }) =>
      cursor === undefined
        ? answer
        : { ...answer, members: [{ id: 'au_1', name: 'Author 1', email: null }, ...answer.members.slice(1)] },
    ),
    'authors: pages end and have no row twice, whatever their size',
  ],
  [
    'pages that never end',
    declared('authors', { pages: { ...pages, next: () => 'c:2' } as never }),
    'authors: pages end and have no row twice, whatever their size',
  ],
  [
    'pages that lose rows when they are small',
    declared('books', { pages: { ...fixture.operations.books.pages, next: () => null } as never }),
    'books: pages end and have no row twice, whatever their size',
  ],
  [
    'a larger page than the vendor gives',
    declared('authors', { pages: { ...pages, max: 50 } as never }),
    'authors: pages end and have no row twice, whatever their size',
  ],
  [
    'positions that are off by one',
    declared('books', {
      pages: {
        ...fixture.operations.books.pages,
        positions: (answer: { data: { id: string }[] }) =>
          answer.data.map((_, at) => answer.data[Math.max(0, at - 1)]?.id),
      } as never,
    }),
    'books: reading goes on from any row',
  ],
  [
    'a list that is read backward by the wrong argument',
    declared('books', { pages: { ...fixture.operations.books.pages, before: 'starting_after' } as never }),
    'books: read backward it has the same rows',
  ],
  [
    'a sample that nobody answers',
    {
      ...source,
      sandbox: (world) => ({
        ...source.sandbox(world),
        samples: { ...source.sandbox(world).samples, book: { id: 'bk_none' } },
      }),
    },
    'book: answers its sample',
  ],
  [
    'a secret in an error message',
    reached(({ token }) => ({
      problem: {
        shape: z.object({ error: z.object({ code: z.string() }) }),
        code: () => undefined,
        message: () => `The key ${String(token)} is wrong.`,
      },
    })),
    'secrets are in no error, event or key',
  ],
  [
    'a secret in a header of every request, which the wire shows',
    reached(({ token }) => ({ headers: { 'x-note': `for ${String(token)}` } })),
    'secrets are in no error, event or key',
  ],
  [
    'a secret in base64 where no header is expected to be secret',
    reached(({ token }) => ({ headers: { 'x-note': Buffer.from(`u:${String(token)}`).toString('base64') } })),
    'secrets are in no error, event or key',
  ],
  [
    'a shape that lets everything in',
    declared('book', { answer: z.unknown() }),
    'book: an answer of another shape is UPSTREAM_SHAPE',
  ],
  [
    'a 500 that is called a refusal',
    reached(() => ({ catalogue: { '500': 'UPSTREAM_REJECTED' } })),
    'book: a vendor answering 500 is UPSTREAM_FAILED',
  ],
  [
    'a 429 that is not known as one',
    reached(() => ({ catalogue: { http_429: 'UPSTREAM_REJECTED' } })),
    'book: a 429 with Retry-After in seconds waits that long, then succeeds',
  ],
  [
    'a breaker that hardly ever opens',
    reached(() => ({ breaker: { consecutiveFailures: 100_000, minimumCalls: 100_000 } })),
    'book: a vendor that answers 503 opens the breaker, and nothing reaches it until it is back',
  ],
  [
    'credentials that have one name',
    reached(() => ({ auth: { toCredential: () => sameName } })),
    'book: two credentials never share an answer',
  ],
  [
    'flights of credentials that have one name',
    reached(() => ({ auth: { toCredential: () => sameName } })),
    'authorsById: two credentials never share a flight',
  ],
  [
    'a write that forgets another object than it changes',
    declared('renameBook', { forgets: ['book:{title}'] }),
    'renameBook: clears what it made stale, in the shared cache and in the request',
  ],
  [
    'a write that forgets too little',
    declared('renameBook', { forgets: ['books'] }),
    'renameBook: leaves no kept answer that the vendor would answer otherwise now',
  ],
  [
    'a write whose key the vendor never reads',
    declared('createBook', { idempotency: { kind: 'header', name: 'x-idempotency-key' } }),
    'createBook: sent again under the same key, it is answered by its first outcome',
  ],
  [
    'a type without a description',
    {
      ...source,
      schema: (desk) =>
        void (desk as { builder: { objectType: (...parts: unknown[]) => void } }).builder.objectType('LibraryMute', {
          fields: () => ({}),
        }),
    },
    'every type, field, argument and enum value is described',
  ],
  [
    'a type without the prefix',
    {
      ...source,
      schema: ({ builder }: { builder: { scalarType: (...parts: unknown[]) => void } }) =>
        builder.scalarType('Isbn', { description: 'A number.', serialize: String }),
    },
    'types and mutations carry the prefix of the source',
  ],
  [
    'a webhook with a stamp and no tolerance',
    {
      ...source,
      webhook: (known) => {
        const given = source.webhook?.(known)
        if (!given) throw new Error('no webhook')
        const { toleranceMs: _, ...verify } = given.verify
        return { ...given, verify }
      },
    },
    'the webhook is verified, within a tolerance where it is stamped',
  ],
]

const promiseOf = (given: AnySource, name: string) => {
  const found = conformance(given).find((promise) => promise.name === name)
  if (!found) throw new Error(`nobody promises: ${name}`)
  return found
}

describe('a source that has everything', () => {
  for (const { name, run } of conformance(source)) it(name, run)
})

describe('a broken promise is noticed', () => {
  it.each(BROKEN)('%s', async (_, broken, notices) => {
    await expect(promiseOf(broken, notices).run()).rejects.toMatchObject({ code: 'ERR_ASSERTION' })
  })
})
