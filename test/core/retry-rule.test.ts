import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../src/core/error-code.ts'
import { HeadwatersError, type ErrorFacts } from '../../src/core/headwaters-error.ts'
import { decideRetry } from '../../src/core/retry-rule.ts'

const rule = { maxAttempts: 3, baseDelayMs: 100, maxDelayMs: 5_000 }

interface Case {
  readonly code?: ErrorCode
  readonly facts?: ErrorFacts
  readonly idempotent?: boolean
  readonly attempt?: number
  readonly timeLeftMs?: number
}

const decide = ({ code = 'UPSTREAM_FAILED', facts = {}, ...more }: Case) =>
  decideRetry(
    { error: new HeadwatersError(code, 'No.', facts), idempotent: true, attempt: 1, timeLeftMs: 60_000, ...more },
    rule,
    () => 0.5,
  )

const wait = (waitMs: number) => ({ repeat: true, waitMs })
const giveUp = { repeat: false }

describe('repeats', () => {
  test.each<[string, Case, object]>([
    ['a failed read after half of the first bound', {}, wait(50)],
    ['it after a doubled bound the second time', { attempt: 2 }, wait(100)],
    ['a timeout', { code: 'UPSTREAM_TIMEOUT' }, wait(50)],
    ['half a body', { code: 'UPSTREAM_MALFORMED' }, wait(50)],
    [
      'a 429 exactly when the vendor said',
      { code: 'UPSTREAM_RATE_LIMITED', facts: { retryAfterMs: 3_000 } },
      wait(3_000),
    ],
    ['a 503 exactly when the vendor said', { facts: { retryAfterMs: 0 } }, wait(0)],
    ['a write that never left', { idempotent: false, facts: { beforeSending: true } }, wait(50)],
    [
      'a write that was refused by a 429',
      { code: 'UPSTREAM_RATE_LIMITED', idempotent: false, facts: { outcome: 'notApplied' } },
      wait(50),
    ],
    [
      'a conflict when the vendor says that it should be',
      { code: 'UPSTREAM_CONFLICT', facts: { shouldRetry: true } },
      wait(50),
    ],
  ])('%s', (_fact, failed, verdict) => expect(decide(failed)).toEqual(verdict))
})

describe('gives up on', () => {
  test.each<[string, Case]>([
    ['the last attempt', { attempt: 3 }],
    ['a write that may have been done', { idempotent: false, facts: { outcome: 'unknown' } }],
    ['a write of which nothing is known', { idempotent: false }],
    ['a write that may have been done, whatever the vendor says', { idempotent: false, facts: { shouldRetry: true } }],
    ['what the vendor says should not be repeated', { facts: { shouldRetry: false } }],
    ['a Retry-After beyond the longest wait', { facts: { retryAfterMs: 5_001 } }],
    ['a Retry-After beyond the deadline', { facts: { retryAfterMs: 2_000 }, timeLeftMs: 2_000 }],
    ['a backoff beyond the deadline', { timeLeftMs: 50 }],
    ...(
      [
        'UPSTREAM_NOT_FOUND',
        'UPSTREAM_REJECTED',
        'UPSTREAM_CONFLICT',
        'UPSTREAM_UNAUTHENTICATED',
        'UPSTREAM_FORBIDDEN',
        'UPSTREAM_SHAPE',
        'EGRESS_REFUSED',
        'CANCELLED',
        'INTERNAL',
        'CIRCUIT_OPEN',
        'QUOTA_EXHAUSTED',
        'DEADLINE_EXCEEDED',
        'REAUTHORIZE',
      ] as const
    ).map((code): [string, Case] => [code, { code }]),
  ])('%s', (_fact, failed) => expect(decide(failed)).toEqual(giveUp))
})
