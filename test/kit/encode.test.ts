import { describe, expect, it } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import type { Api } from '../../src/kit/api.ts'
import { encodeRequest } from '../../src/kit/encode.ts'
import { api, bearer, read, write, z } from '../../src/kit/index.ts'
import type { Declared } from '../../src/kit/operation.ts'

const vendor = (over: Partial<Api> = {}): Api =>
  api({ baseUrl: 'https://api.library.example/', auth: bearer('t'), headers: { 'library-version': '2' }, ...over })

const encode = (operation: Declared, args: Record<string, unknown>, over?: Partial<Api>) =>
  encodeRequest({ source: 'library', operation: 'op' }, operation, { api: vendor(over), args })

const refused = (operation: Declared, args: Record<string, unknown>): HeadwatersError => {
  try {
    encode(operation, args)
  } catch (thrown) {
    if (thrown instanceof HeadwatersError) return thrown
    throw thrown
  }
  throw new Error('it was not refused')
}

const answer = z.unknown()
const page = read('GET v1/shelves/{shelf}/books/{id}', { answer })
const list = read('GET v1/books', {
  query: { ids: z.array(z.string()).optional(), from: z.date().optional(), limit: z.int().optional() },
  answer,
})
const update = write('PATCH v1/books/{id}', {
  body: { title: z.string().trim().optional(), note: z.string().nullable().optional() },
  answer,
  idempotency: 'natural',
})
const form = write('POST v1/books', {
  body: {
    title: z.string(),
    note: z.string().nullable().optional(),
    items: z.array(z.object({ price: z.string() })).optional(),
  },
  encoding: 'form',
  answer,
  idempotency: 'none',
})

describe('a path', () => {
  it.each([
    ['a b', 'a%20b'],
    ['a/b', 'a%2Fb'],
    ['a?b#c', 'a%3Fb%23c'],
    ['%2e%2e', '%252e%252e'],
    ['ü', '%C3%BC'],
    ['..a', '..a'],
  ])('carries the slot %j as %s', (id, encoded) => {
    expect(encode(page, { shelf: 's', id }).url).toBe(`https://api.library.example/v1/shelves/s/books/${encoded}`)
  })

  it.each(['..', '.', ''])('refuses the slot %j, which would lead elsewhere', (id) => {
    const error = refused(page, { shelf: 's', id })
    expect(error.code).toBe('BAD_USER_INPUT')
    expect(error.facts.details).toEqual([{ field: 'id', issue: 'must not be empty, "." or ".."' }])
    expect(error.facts).toMatchObject({ source: 'library', operation: 'op' })
  })

  it('refuses a slot that no URL can carry', () => {
    expect(refused(page, { shelf: 's', id: '\ud800' }).code).toBe('BAD_USER_INPUT')
  })

  it('refuses a slot that is left out or null', () => {
    expect(refused(page, { shelf: 's' }).facts.details?.[0]?.field).toBe('id')
    expect(refused(page, { shelf: 's', id: null }).facts.details?.[0]?.field).toBe('id')
  })

  it('joins a base URL with and without a closing slash', () => {
    const urls = ['https://api.library.example', 'https://api.library.example/'].map(
      (baseUrl) => encode(list, {}, { baseUrl }).url,
    )
    expect(urls).toEqual(Array(2).fill('https://api.library.example/v1/books'))
  })
})

describe('a query', () => {
  it('repeats a list by its name, or numbers it in brackets', () => {
    expect(encode(list, { ids: ['a', 'b'] }).url).toMatch(/\?ids=a&ids=b$/)
    expect(decodeURIComponent(encode(list, { ids: ['a', 'b'] }, { queryLists: 'brackets' }).url)).toMatch(
      /\?ids\[0\]=a&ids\[1\]=b$/,
    )
  })

  it('leaves out what is null or undefined', () => {
    expect(encode(list, { limit: null, ids: undefined }).url).toBe('https://api.library.example/v1/books')
  })

  it('writes a date as ISO 8601', () => {
    expect(encode(list, { from: new Date(0) }).url).toMatch(/from=1970-01-01T00%3A00%3A00.000Z$/)
  })

  it('names every argument that is wrong, and none of their values', () => {
    const error = refused(list, { limit: 'secret-value', ids: 'x' })
    expect(error.facts.details?.map(({ field }) => field)).toEqual(['ids', 'limit'])
    expect(error.message).not.toContain('secret-value')
    expect(error.facts).toMatchObject({ outcome: 'notApplied', beforeSending: true })
  })
})

describe('a body', () => {
  it('keeps null where the vendor takes it, and drops it where it does not', () => {
    expect(encode(update, { id: 'a', title: null, note: null }).body).toBe('{"note":null}')
  })

  it('is normalised as declared', () => {
    expect(encode(update, { id: 'a', title: '  Dune ' }).body).toBe('{"title":"Dune"}')
  })

  it('is a form with nested names in brackets where that is declared; null empties', () => {
    const { body, headers } = encode(form, { title: 'a&b', note: null, items: [{ price: 'p' }] })
    expect(body).toBe('title=a%26b&note=&items%5B0%5D%5Bprice%5D=p')
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
  })

  it('carries the headers of the vendor', () => {
    expect(encode(update, { id: 'a' }).headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'library-version': '2',
    })
  })

  it('is absent where none is declared', () => expect(encode(list, {}).body).toBeNull())
})

describe('arguments', () => {
  it.each([
    ['a read', list, { lmit: 1 }],
    ['a write', update, { id: 'a', titel: 'x' }],
  ])('of %s that nobody declared are refused by name', (_, operation, args) => {
    expect(refused(operation, args).message).toMatch(/Unrecognized key: "(lmit|titel)"/)
  })

  it('stand in one place only', () => {
    const twice = read('GET v1/books/{id}', { query: { id: z.string() }, answer })
    expect(() => encode(twice, { id: 'a' })).toThrow(/"id" stands in two places/)
  })
})
