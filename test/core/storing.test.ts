import { describe, expect, test } from 'vitest'
import { mayStore, unstoredFields, type StoringFacts } from '../../src/core/storing.ts'

const facts = (
  answer: Record<string, string>,
  more: Partial<StoringFacts> & { status?: number } = {},
): StoringFacts => ({
  mode: 'private',
  method: 'GET',
  asked: {},
  hasCredential: false,
  locatesItself: false,
  isDeclared: false,
  answer: { status: more.status ?? 200, headers: answer },
  ...more,
})

const said = (control: string): Record<string, string> => ({ 'cache-control': control })
const credential = { mode: 'shared', hasCredential: true } as const

describe('an answer is kept', () => {
  test.each<[string, StoringFacts]>([
    ['that says how long', facts(said('max-age=1'))],
    ['of a status that may be kept', facts({})],
    ['of any status that says how long', facts(said('max-age=1'), { status: 299 })],
    ['that is public, of any status', facts(said('public'), { status: 599 })],
    ['that is private, for one', facts(said('private'), { status: 201 })],
    ['to a credential, for one', facts(said('max-age=1'), { hasCredential: true })],
    ['to a credential that says public, for many', facts(said('public, max-age=1'), credential)],
    ['to a credential that says s-maxage, for many', facts(said('s-maxage=1'), credential)],
    ['to a credential that says must-revalidate, for many', facts(said('must-revalidate, max-age=1'), credential)],
    ['that keeps back some fields, for many', facts(said('private="x", max-age=1'), { mode: 'shared' })],
    ['to POST that names its own address', facts(said('max-age=1'), { method: 'POST', locatesItself: true })],
    ['that says nothing, where the asker declared how long', facts({}, { status: 201, isDeclared: true })],
    ['under must-understand, with a status that is known', facts(said('no-store, must-understand, max-age=1'))],
  ])('%s', (_name, one) => expect(mayStore(one)).toBe(true))
})

describe('no answer is kept', () => {
  test.each<[string, StoringFacts]>([
    ['under no-store', facts(said('max-age=1, no-store'))],
    ['under no-store, even where the asker declared how long', facts(said('no-store'), { isDeclared: true })],
    ['to one who says no-store', facts(said('max-age=1'), { asked: said('no-store') })],
    ['that is private, for many', facts(said('private, max-age=1'), { mode: 'shared' })],
    ['to a credential, for many', facts(said('max-age=1'), credential)],
    ['of a status that may not be, without a word', facts({}, { status: 201 })],
    ['that varies by anything', facts({ ...said('max-age=1'), vary: 'foo, *' })],
    ['to POST', facts(said('max-age=1'), { method: 'POST' })],
    ['to POST without a word', facts({}, { method: 'POST', locatesItself: true })],
    ['to PUT', facts(said('max-age=1'), { method: 'PUT', locatesItself: true })],
    ['that is 304', facts(said('max-age=1'), { status: 304 })],
    ['with cookies, by heuristic, for many', facts({ 'set-cookie': 'a=b' }, { mode: 'shared' })],
    ['to cookies, by heuristic, for many', facts({}, { mode: 'shared', asked: { cookie: 'a=b' } })],
    ['under must-understand, with a status that is not', facts(said('must-understand, max-age=1'), { status: 299 })],
  ])('%s', (_name, one) => expect(mayStore(one)).toBe(false))
})

test('fields of the connection, and those the answer keeps back, are not kept', () => {
  const headers = { connection: 'A, close', ...said('no-cache="b", private="c"') }
  expect([...unstoredFields(headers, 'shared')]).toEqual(
    expect.arrayContaining(['connection', 'upgrade', 'a', 'b', 'c']),
  )
  expect([...unstoredFields(headers, 'private')]).not.toContain('c')
})
