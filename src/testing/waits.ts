import { strict as assert } from 'node:assert'
import type { UpstreamEvent } from '../core/upstream-event.ts'
import { until, watch } from './asking.ts'
import { exampleReads, promise, type ListPromises, type Named } from './promise.ts'
import type { Stage } from './stage.ts'

/** How long the vendor asks to wait, in seconds. */
const ASKED_SECONDS = 2

const FORMS = {
  seconds: () => String(ASKED_SECONDS),
  'a date': ({ clock }: Stage) => new Date(clock.wallNow() + ASKED_SECONDS * 1_000).toUTCString(),
} as const

/** Whether the line of this source repeats what is refused for so long. */
const repeats = ({ mounted }: Stage): boolean => {
  const { maxAttempts = 3, maxDelayMs = 5_000 } = mounted.api.retry ?? {}
  return maxAttempts > 1 && maxDelayMs >= ASKED_SECONDS * 1_000
}

const retriesOf = (events: readonly UpstreamEvent[]) => events.filter((event) => event.type === 'retry')

const waitAsAsked =
  ([name]: Named, form: keyof typeof FORMS) =>
  async (stage: Stage) => {
    const { clock, sandbox, graph } = stage
    const headers = { 'retry-after': FORMS[form](stage) }
    sandbox.faults.add({ fault: { kind: 'status', status: 429, headers }, operation: name, times: 1 })
    const asked = stage.call(name, stage.sample(name))
    if (!repeats(stage)) {
      const error = await stage.error(asked)
      assert.equal(error.code, 'UPSTREAM_RATE_LIMITED')
      assert.equal(error.facts.retryAfterMs, ASKED_SECONDS * 1_000)
      return
    }
    const watched = watch(asked)
    await until('it decides', () => retriesOf(graph.events).length > 0 || watched.ending() !== null)
    const [retry] = retriesOf(graph.events)
    assert.equal(retry?.code, 'UPSTREAM_RATE_LIMITED', 'a 429 should be repeated as UPSTREAM_RATE_LIMITED')
    assert.equal(retry.delayMs, ASKED_SECONDS * 1_000, 'the wait is the one that was asked for')
    await clock.advance(ASKED_SECONDS * 1_000 - 1)
    assert.equal(stage.countOf(name), 1, 'it was sent again too early')
    await stage.value(asked)
    assert.equal(stage.countOf(name), 2, 'it was sent once more')
  }

/** The caller leaves, and the vendor sees it. */
const leave =
  ([name]: Named) =>
  async (stage: Stage) => {
    const { sandbox } = stage
    sandbox.faults.add({ fault: { kind: 'hang' } })
    const caller = new AbortController()
    const watched = watch(stage.call(name, stage.sample(name), { context: stage.context({ signal: caller.signal }) }))
    await until('the request arrives', () => sandbox.underWay() > 0)
    caller.abort()
    await until('the call ends', () => watched.ending() !== null)
    const ending = watched.ending()
    assert.ok(ending !== null && 'error' in ending)
    assert.equal((await stage.error(Promise.reject(ending.error))).code, 'CANCELLED')
    await until('the sandbox sees the connection close', () => sandbox.abandoned() === 1)
    assert.equal(stage.countOf(name), 1, 'nothing was sent again for a caller who left')
  }

/** How calls wait, and how they stop waiting. */
export const waitPromises: ListPromises = (source) =>
  exampleReads(source).flatMap((named) => [
    promise(
      source,
      `${named[0]}: a 429 with Retry-After in seconds waits that long, then succeeds`,
      waitAsAsked(named, 'seconds'),
    ),
    promise(
      source,
      `${named[0]}: a 429 with Retry-After as a date waits that long, then succeeds`,
      waitAsAsked(named, 'a date'),
    ),
    promise(source, `${named[0]}: a leaving caller aborts the request`, leave(named)),
  ])
