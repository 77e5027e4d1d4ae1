import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeGlobalId, toGlobalId } from '../../src/core/global-id.ts'
import { mountGraph, type MountedGraph } from '../../src/testing/mounted-graph.ts'
import { fixture } from '../helpers/fixture-source.ts'

let graph: MountedGraph
beforeAll(async () => {
  graph = await mountGraph({ sources: [fixture], accounts: ['default', 'eu'] })
})
afterAll(() => graph.close())

const idOf = (type: string, account: string, id: string): string => toGlobalId({ type, account, id })

const ask = async (query: string, variables?: Record<string, unknown>) => {
  for (const account of ['default', 'eu']) graph.of('library', account).sandbox?.forgetSeen()
  graph.registry.parts.answers.clear()
  const { data, errors } = await graph.ask(query, variables)
  return { data: data as Record<string, never> | null | undefined, errors: errors?.map(({ message }) => message) ?? [] }
}

const seenBy = (account: string): readonly string[] =>
  graph
    .of('library', account)
    .sandbox?.seen()
    .map(({ operation }) => operation) ?? []

describe('two accounts of one vendor', () => {
  it('an id carries its account, and so do the ids of what hangs under it', async () => {
    const { data } = await ask('{ library(account: "eu") { book(id: "bk_1") { id author { id } } } }')
    const { book } = (data?.library ?? {}) as { book: { id: string; author: { id: string } } }
    expect([book.id, book.author.id].map((id) => decodeGlobalId(id)?.account)).toEqual(['eu', 'eu'])
    expect(seenBy('eu')).toEqual(['book', 'authorsById'])
    expect(seenBy('default')).toEqual([])
  })

  it('the first is asked where none is named', async () => {
    await ask('{ library { book(id: "bk_1") { title } } }')
    expect([seenBy('default'), seenBy('eu')]).toEqual([['book'], []])
  })

  it('node fetches from the account of the id, and its relations stay there', async () => {
    const { data, errors } = await ask(
      'query ($id: ID!) { node(id: $id) { id ... on LibraryBook { author { name } } } }',
      {
        id: idOf('LibraryBook', 'eu', 'bk_2'),
      },
    )
    expect(errors).toEqual([])
    expect(data?.node).toMatchObject({ author: { name: 'Author 2' } })
    expect(seenBy('default')).toEqual([])
  })

  it('one request may ask both, and neither gets the answer of the other', async () => {
    const { data } = await ask(
      '{ a: library { book(id: "bk_1") { id } } b: library(account: "eu") { book(id: "bk_1") { id } } }',
    )
    const ids = Object.values(data ?? {}).map(
      (part) => decodeGlobalId((part as { book: { id: string } }).book.id)?.account,
    )
    expect(ids).toEqual(['default', 'eu'])
    expect([seenBy('default'), seenBy('eu')]).toEqual([['book'], ['book']])
  })

  it('a mutation goes to the account that it names', async () => {
    await ask('mutation { libraryRenameBook(input: { account: "eu", id: "bk_3", title: "New" }) { __typename } }')
    expect([seenBy('default'), seenBy('eu')]).toEqual([[], ['renameBook']])
  })
})

describe('an id argument', () => {
  const byId = (id: string) => ask('query ($id: ID!) { library { book(id: $id) { title } } }', { id })

  it.each([
    ["the vendor's own", 'bk_1'],
    ['with blanks around it', '  bk_1 '],
    ['the id of a node', idOf('LibraryBook', 'default', 'bk_1')],
  ])('may be %s', async (_, id) => {
    expect((await byId(id)).data?.library).toEqual({ book: { title: 'Book 1' } })
  })

  it.each([
    [
      'of another type',
      idOf('LibraryAuthor', 'default', 'au_1'),
      /`id` is the id of a LibraryAuthor. Send the id of a LibraryBook/,
    ],
    ['of another account', idOf('LibraryBook', 'eu', 'bk_1'), /`id` is of the account "eu", but "default" is asked/],
    ['that is empty', ' ', /`id` is empty/],
  ])('%s is told what would be right, and nobody is asked', async (_, id, message) => {
    const { errors } = await byId(id)
    expect(errors).toEqual([expect.stringMatching(message)])
    expect(seenBy('default')).toEqual([])
  })

  it('of an unknown account names those that there are', async () => {
    const { errors } = await ask('{ library(account: "us") { book(id: "bk_1") { title } } }')
    expect(errors).toEqual(['The source library has no account "us". It has: default, eu.'])
  })

  it.each([
    ["a vendor's own id", 'bk_1', /is not the id of a node/],
    ['an id of a type that nobody knows', idOf('StripeCustomer', 'default', 'x'), /is not the id of a node/],
    ['an id of an unknown account', idOf('LibraryBook', 'us', 'bk_1'), /no account "us"/],
  ])('of node refuses %s', async (_, id, message) => {
    const { errors } = await ask('query ($id: ID!) { node(id: $id) { id } }', { id })
    expect(errors).toEqual([expect.stringMatching(message)])
  })

  it('of a mutation is checked before anything leaves', async () => {
    const { data } = await ask(
      'mutation ($id: ID!) { libraryRenameBook(input: { id: $id, title: "x" }) { __typename ... on Error { message } } }',
      { id: idOf('LibraryAuthor', 'default', 'au_1') },
    )
    expect(data?.libraryRenameBook).toMatchObject({ __typename: 'RejectedError' })
    expect(seenBy('default')).toEqual([])
  })
})
