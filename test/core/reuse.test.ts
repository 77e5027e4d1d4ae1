import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideReuse, forbidsStale, staleIfErrorMs, type CacheUse, type Reuse } from '../../src/core/reuse.ts'

const kept = (control: string, ageSeconds: number, lifeSeconds = 60) => ({
  mode: 'private' as const,
  headers: { 'cache-control': control },
  ageMs: ageSeconds * 1000,
  lifetimeMs: lifeSeconds * 1000,
})
const asked = (control = '', use: CacheUse = 'default') => ({ headers: { 'cache-control': control }, use })

describe('of an answer that lives 60 seconds', () => {
  test.each<[string, string, number, string, CacheUse, Reuse]>([
    ['fresh', '', 59, '', 'default', 'serve'],
    ['stale', '', 60, '', 'default', 'ask'],
    ['fresh, to no-cache', '', 1, 'no-cache', 'default', 'ask'],
    ['fresh, younger than max-age', '', 10, 'max-age=10', 'default', 'serve'],
    ['fresh, older than max-age', '', 11, 'max-age=10', 'default', 'ask'],
    ['fresh for long enough', '', 49, 'min-fresh=10', 'default', 'serve'],
    ['fresh for too short', '', 50, 'min-fresh=10', 'default', 'ask'],
    ['stale, within max-stale', '', 69, 'max-stale=10', 'default', 'serve'],
    ['stale, beyond max-stale', '', 70, 'max-stale=10', 'default', 'ask'],
    ['stale, to any max-stale', '', 9_999, 'max-stale', 'default', 'serve'],
    ['stale, to max-stale where it forbids that', 'must-revalidate', 61, 'max-stale', 'default', 'ask'],
    ['stale, to only-if-cached', '', 61, 'only-if-cached', 'default', 'refuse'],
    ['fresh, to only-if-cached', '', 1, 'only-if-cached', 'default', 'serve'],
    ['stale, while asked behind', 'stale-while-revalidate=30', 89, '', 'default', 'serveThenAsk'],
    ['stale, after that time', 'stale-while-revalidate=30', 90, '', 'default', 'ask'],
    ['stale, which it forbids', 'stale-while-revalidate=30, must-revalidate', 61, '', 'default', 'ask'],
    ['fresh, to a reload', '', 1, '', 'reload', 'ask'],
    ['fresh, to one who wants to ask', '', 1, '', 'no-cache', 'ask'],
    ['fresh and immutable, to one who wants to ask', 'immutable', 1, '', 'no-cache', 'serve'],
    ['stale and immutable, to one who wants to ask', 'immutable', 61, '', 'no-cache', 'ask'],
    ['stale, to one who takes all', '', 999, '', 'force-cache', 'serve'],
    ['stale, to one who wants no call', '', 999, '', 'only-if-cached', 'serve'],
  ])('%s', (_name, control, age, wish, use, expected) =>
    expect(decideReuse(kept(control, age), asked(wish, use))).toBe(expected),
  )

  test('Pragma speaks where Cache-Control is silent', () => {
    expect(decideReuse(kept('', 1), { headers: { pragma: 'no-cache' }, use: 'default' })).toBe('ask')
    expect(decideReuse(kept('', 1), { headers: { pragma: 'no-cache', 'cache-control': 'x' }, use: 'default' })).toBe(
      'serve',
    )
  })
})

test('what forbids it is never used stale without asking, whatever is asked', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 61, max: 1e6 }),
      fc.constantFrom('', 'max-stale', 'max-stale=9', 'min-fresh=1'),
      (age, wish) => {
        const strict = kept('must-revalidate, stale-while-revalidate=99999, stale-if-error=99999', age)
        expect(decideReuse(strict, asked(wish))).toBe('ask')
        expect(staleIfErrorMs(strict, {}, 99_999)).toBe(0)
      },
    ),
  ))

test.each([
  ['must-revalidate', 'private', true],
  ['no-cache', 'private', true],
  ['no-cache="x"', 'private', false],
  ['proxy-revalidate', 'private', false],
  ['proxy-revalidate', 'shared', true],
  ['s-maxage=1', 'shared', true],
  ['max-age=1', 'shared', false],
] as const)('%s in a %s cache forbids staleness: %s', (control, mode, expected) =>
  expect(forbidsStale({ mode, headers: { 'cache-control': control } })).toBe(expected),
)
