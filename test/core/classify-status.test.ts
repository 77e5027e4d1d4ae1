import { expect, test } from 'vitest'
import { classifyStatus } from '../../src/core/classify-status.ts'

test.each([
  [301, 'UPSTREAM_REJECTED'],
  [400, 'UPSTREAM_REJECTED'],
  [401, 'UPSTREAM_UNAUTHENTICATED'],
  [402, 'UPSTREAM_REJECTED'],
  [403, 'UPSTREAM_FORBIDDEN'],
  [404, 'UPSTREAM_NOT_FOUND'],
  [408, 'UPSTREAM_FAILED'],
  [409, 'UPSTREAM_CONFLICT'],
  [410, 'UPSTREAM_NOT_FOUND'],
  [412, 'UPSTREAM_CONFLICT'],
  [422, 'UPSTREAM_REJECTED'],
  [425, 'UPSTREAM_FAILED'],
  [429, 'UPSTREAM_RATE_LIMITED'],
  [451, 'UPSTREAM_FORBIDDEN'],
  [499, 'UPSTREAM_REJECTED'],
  [500, 'UPSTREAM_FAILED'],
  [529, 'UPSTREAM_FAILED'],
  [600, 'UPSTREAM_MALFORMED'],
  [199, 'UPSTREAM_MALFORMED'],
])('%d is %s', (status, code) => expect(classifyStatus(status)).toBe(code))
