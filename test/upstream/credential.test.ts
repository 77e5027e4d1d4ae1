import { expect, test } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import type { Credential, Sign } from '../../src/upstream/call.ts'
import { credential } from '../../src/upstream/credential.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestSend, testCall } from '../helpers/upstream-call.ts'

const named = new Map<Sign, string>()
const signOf = (name: string): Sign => {
  const sign: Sign = (request) => request
  named.set(sign, name)
  return sign
}

/** A credential whose renewals wait for the test. */
const renewable = (fingerprint = 'fp-1') => {
  const renewals: { done: (name: string) => void; fail: (error: unknown) => void; signal: AbortSignal }[] = []
  let current = signOf('old')
  const made: Credential = {
    fingerprint,
    renewable: true,
    obtain: ({ renew, signal }) =>
      renew
        ? new Promise((resolve, reject) => {
            const done = (name: string): void => resolve((current = signOf(name)))
            renewals.push({ done, fail: reject, signal })
          })
        : Promise.resolve(current),
  }
  return { made, renewals }
}

const begin = () => {
  const { settle } = createTestClock()
  const { send, sent } = createTestSend()
  const policy = credential()(send)
  const go = (made: Credential, signal = new AbortController().signal) => {
    const result = policy({ ...testCall({ context: { signal } }), credential: made })
    return result.then(
      ({ value }) => value,
      (error: unknown) => error,
    )
  }
  const refuse = (index: number): void => sent[index]?.fail(new HeadwatersError('UPSTREAM_UNAUTHENTICATED', 'No.'))
  const signs = () => sent.map(({ call }) => call.sign && named.get(call.sign))
  return { settle, sent, go, refuse, signs }
}

test('two who are refused share one renewal, and both go again with what it brought', async () => {
  const { settle, sent, go, refuse, signs } = begin()
  const { made, renewals } = renewable()
  const both = [go(made), go(made)]
  await settle()
  refuse(0)
  refuse(1)
  await settle()
  expect(renewals).toHaveLength(1)
  renewals[0]?.done('new')
  await settle()
  expect(signs()).toEqual(['old', 'old', 'new', 'new'])
  sent[2]?.answer('a')
  sent[3]?.answer('b')
  expect(await Promise.all(both)).toEqual(['a', 'b'])
})

test('who is refused with the old credential after it was renewed takes the new one without another renewal', async () => {
  const { settle, go, refuse, signs } = begin()
  const { made, renewals } = renewable()
  void go(made)
  void go(made)
  await settle()
  refuse(0)
  await settle()
  renewals[0]?.done('new')
  await settle()
  refuse(1)
  await settle()
  expect(renewals).toHaveLength(1)
  expect(signs()).toEqual(['old', 'old', 'new', 'new'])
})

test('a second 401 ends the call', async () => {
  const { settle, go, refuse } = begin()
  const { made, renewals } = renewable()
  const call = go(made)
  await settle()
  refuse(0)
  await settle()
  renewals[0]?.done('new')
  await settle()
  refuse(1)
  expect(await call).toMatchObject({ code: 'UPSTREAM_UNAUTHENTICATED' })
  expect(renewals).toHaveLength(1)
})

test('a renewal that fails ends the call with its error, and the next call renews again', async () => {
  const { settle, go, refuse } = begin()
  const { made, renewals } = renewable()
  const call = go(made)
  await settle()
  refuse(0)
  await settle()
  renewals[0]?.fail(new HeadwatersError('REAUTHORIZE', 'Connect again.'))
  expect(await call).toMatchObject({ code: 'REAUTHORIZE', facts: { source: 'shop', operation: 'customer' } })
  void go(made)
  await settle()
  refuse(1)
  await settle()
  expect(renewals).toHaveLength(2)
})

test('one who leaves does not stop the renewal of the other; the last one who leaves does', async () => {
  const { settle, go, refuse } = begin()
  const { made, renewals } = renewable()
  const callers = [new AbortController(), new AbortController()]
  const both = callers.map(({ signal }) => go(made, signal))
  await settle()
  refuse(0)
  refuse(1)
  await settle()
  callers[0]?.abort()
  expect(await both[0]).toMatchObject({ code: 'CANCELLED' })
  expect(renewals[0]?.signal.aborted).toBe(false)
  callers[1]?.abort()
  expect(await both[1]).toMatchObject({ code: 'CANCELLED' })
  expect(renewals[0]?.signal.aborted).toBe(true)
})

test('two credentials never share a renewal', async () => {
  const { settle, go, refuse } = begin()
  const [one, two] = [renewable('fp-1'), renewable('fp-2')]
  void go(one.made)
  void go(two.made)
  await settle()
  refuse(0)
  refuse(1)
  await settle()
  expect([one.renewals.length, two.renewals.length]).toEqual([1, 1])
})
