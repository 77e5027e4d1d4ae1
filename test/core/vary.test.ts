import { describe, expect, test } from 'vitest'
import { isSelectedBy, selectingOf } from '../../src/core/vary.ts'

type Fields = Record<string, string>

describe('a kept answer', () => {
  test.each<[string, string, Fields, Fields, boolean]>([
    ['that varies by nothing fits all', '', { a: '1' }, { a: '2' }, true],
    ['fits the same value', 'A', { a: '1' }, { a: '1' }, true],
    ['fits no other value', 'a', { a: '1' }, { a: '2' }, false],
    ['fits no value where there was none', 'a', {}, { a: '1' }, false],
    ['does not fit where the value is missing', 'a', { a: '1' }, {}, false],
    ['fits where both have none', 'a, b', { a: '1' }, { a: '1' }, true],
    ['fits whatever it does not vary by', 'a', { a: '1', b: '1' }, { a: '1', b: '2' }, true],
    ['fits the same list with other space', 'a', { a: '1,2' }, { a: ' 1 , 2' }, true],
    ['keeps space within quotes apart', 'a', { a: '"1,2"' }, { a: '"1, 2"' }, false],
    [
      'fits languages in any order and case',
      'accept-language',
      { 'accept-language': 'en, de' },
      { 'accept-language': 'De,eN' },
      true,
    ],
    [
      'does not fit languages of another weight',
      'accept-language',
      { 'accept-language': 'en, de' },
      { 'accept-language': 'en, de;q=0.5' },
      false,
    ],
    ['never fits when it varies by anything', '*', {}, {}, false],
  ])('%s', (_name, vary, first, second, expected) => {
    expect(isSelectedBy(second, selectingOf(first, { vary }), {})).toBe(expected)
  })

  test.each([
    ['fr;q=0.5, de', true],
    ['fr, de', false],
    ['fr, de;q=0.5', false],
  ])('in the language that is wanted most fits (%s: %s)', (wanted, expected) => {
    const selecting = selectingOf({ 'accept-language': 'en, de' }, { vary: 'accept-language' })
    expect(isSelectedBy({ 'accept-language': wanted }, selecting, { 'content-language': 'de' })).toBe(expected)
  })
})
