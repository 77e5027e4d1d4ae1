import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { initialAgeMs, lifetimeMs, type CacheMode } from '../../src/core/freshness.ts'

const NOW = Date.UTC(2026, 0, 1)
const date = (seconds: number): string => new Date(NOW + seconds * 1000).toUTCString()
const life = (headers: Record<string, string>, mode: CacheMode = 'private', status = 200): number =>
  lifetimeMs({ status, headers }, { mode, ttlMs: null, receivedWallMs: NOW })

describe('an answer lives', () => {
  test.each<[string, Record<string, string>, CacheMode, number]>([
    ['as max-age says', { 'cache-control': 'max-age=60' }, 'private', 60],
    ['as max-age says, whatever Expires says', { 'cache-control': 'max-age=60', expires: date(-9) }, 'private', 60],
    ['as s-maxage says, for many', { 'cache-control': 's-maxage=9, max-age=60' }, 'shared', 9],
    ['as max-age says, for one', { 'cache-control': 's-maxage=9, max-age=60' }, 'private', 60],
    ['until Expires', { expires: date(30) }, 'private', 30],
    ['from Date until Expires', { expires: date(30), date: date(-10) }, 'private', 40],
    ['not at all under an Expires that is no date', { expires: '0', 'last-modified': date(-1000) }, 'private', 0],
    ['not at all under no-cache', { 'cache-control': 'no-cache, max-age=60' }, 'private', 0],
    ['as it says where only some fields ask always', { 'cache-control': 'no-cache="x", max-age=60' }, 'private', 60],
    ['a tenth of the time since it changed', { 'last-modified': date(-1000), date: date(0) }, 'private', 100],
    ['a day at most by heuristic', { 'last-modified': date(-10_000_000) }, 'private', 86_400],
    ['not at all without a word', {}, 'private', 0],
  ])('%s', (_name, headers, mode, seconds) => expect(life(headers, mode)).toBe(seconds * 1000))

  test.each([
    [200, 100],
    [404, 100],
    [501, 100],
    [201, 0],
    [302, 0],
    [500, 0],
  ])('by heuristic where its status (%d) allows that', (status, seconds) =>
    expect(life({ 'last-modified': date(-1000) }, 'private', status)).toBe(seconds * 1000),
  )

  test('as we say only where it says nothing', () => {
    const rule = { mode: 'private', ttlMs: 5_000, receivedWallMs: NOW } as const
    expect(lifetimeMs({ status: 200, headers: {} }, rule)).toBe(5_000)
    expect(lifetimeMs({ status: 200, headers: { 'cache-control': 'max-age=1' } }, rule)).toBe(1_000)
  })
})

describe('an answer comes', () => {
  test.each<[string, Record<string, string>, number]>([
    ['new', {}, 0],
    ['as old as Age says, and the time it took', { age: '7' }, 9],
    ['as old as its Date, where that is more', { age: '1', date: date(-60) }, 60],
    ['as old as the first of several ages', { age: '7, 90' }, 9],
    ['of an age that is no number', { age: '7.5' }, 2],
    ['from a clock that is ahead', { date: date(100) }, 2],
  ])('%s', (_name, headers, seconds) => {
    const times = { requestedWallMs: Object.keys(headers).length === 0 ? NOW : NOW - 2_000, receivedWallMs: NOW }
    expect(initialAgeMs(headers, times)).toBe(seconds * 1000)
  })

  test('never younger than it says', () =>
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (age, delayMs) => {
        const times = { requestedWallMs: NOW - delayMs, receivedWallMs: NOW }
        expect(initialAgeMs({ age: String(age) }, times)).toBeGreaterThanOrEqual(age * 1000)
      }),
    ))
})
