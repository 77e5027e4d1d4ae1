import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDictionary, parseItem, parseList } from '../../src/core/structured-field.ts'

describe('items', () => {
  test.each([
    ['42', 42],
    ['-1.5', -1.5],
    ['"a \\"b\\""', 'a "b"'],
    ['tok/en:*', { token: 'tok/en:*' }],
    ['?1', true],
    ['?0', false],
    ['@1688169599', { date: 1_688_169_599 }],
    [':aGk=:', { bytes: 'aGk=' }],
    ['  7  ', 7],
  ])('%s', (text, value) => expect(parseItem(text)?.value).toEqual(value))

  test.each([
    '',
    '1.',
    '1.2345',
    '"open',
    '@1.5',
    '?2',
    '1 2',
    '"é"',
    '1;A=2',
    '1;',
    '1234567890123456',
    '=1',
    '(1 2)',
  ])('malformed: %s', (text) => expect(parseItem(text)).toBeNull())

  test('parameters, the last of a name, true where there is no value', () =>
    expect(parseItem('"a";r=1; t=2;r=3;x')?.parameters).toEqual({ r: 3, t: 2, x: true }))
})

describe('lists and dictionaries', () => {
  test('a list of items', () =>
    expect(parseList('"a";q=1 ,\t"b";q=2')?.map(({ value, parameters }) => [value, parameters.q])).toEqual([
      ['a', 1],
      ['b', 2],
    ]))
  test('an empty list', () => expect(parseList('')).toEqual([]))
  test('a dictionary', () =>
    expect(
      [...(parseDictionary('limit=100, remaining=50;w=1, x') ?? [])].map(([key, { value }]) => [key, value]),
    ).toEqual([
      ['limit', 100],
      ['remaining', 50],
      ['x', true],
    ]))
  test.each(['"a",', '"a" "b"', ',"a"', '"a",,"b"'])('malformed list: %s', (text) => expect(parseList(text)).toBeNull())
  test.each(['a=', 'A=1', 'a=1,', 'a=1 b=2'])('malformed dictionary: %s', (text) =>
    expect(parseDictionary(text)).toBeNull(),
  )
})

test('a key of the prototype is a key like any other', () => {
  const item = parseItem('1;constructor=2')
  expect(Object.keys(item?.parameters ?? {})).toEqual(['constructor'])
})

test('no text makes it throw or hang', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'"\\;=,@?:()ab1.-* \té') }), (text) => {
      for (const parse of [parseItem, parseList, parseDictionary]) parse(text)
    }),
  )
})
