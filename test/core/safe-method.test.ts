import { expect, test } from 'vitest'
import { isIdempotent, isSafe, locatesItself, madeStale } from '../../src/core/safe-method.ts'

test('methods that nobody knows are taken for unsafe', () => {
  expect(['GET', 'HEAD', 'OPTIONS', 'QUERY'].every(isSafe)).toBe(true)
  expect(['POST', 'PUT', 'M-SEARCH', 'get'].some(isSafe)).toBe(false)
  expect(['PUT', 'DELETE'].every(isIdempotent)).toBe(true)
  expect(['POST', 'PATCH', 'M-SEARCH'].some(isIdempotent)).toBe(false)
})

test('an unsafe request makes stale what it and its answer name at the same origin', () => {
  const headers = { location: '/b', 'content-location': 'https://else.test/c' }
  expect(madeStale('https://a.test/x?y#z', headers)).toEqual(['https://a.test/x?y', 'https://a.test/b'])
  expect(madeStale('https://a.test/x', { location: 'http://[' })).toEqual(['https://a.test/x'])
})

test('an answer names its own address, or another', () => {
  expect(locatesItself('https://a.test/x', { 'content-location': '/x' })).toBe(true)
  expect(locatesItself('https://a.test/x', { 'content-location': '/y' })).toBe(false)
  expect(locatesItself('https://a.test/x', {})).toBe(false)
})
