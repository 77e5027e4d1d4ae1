import { strict as assert } from 'node:assert'
import type { Fault } from '../kit/sandbox-fault.ts'
import { exampleReads, promise, type ListPromises, type Named } from './promise.ts'
import type { Stage } from './stage.ts'

/** Calls after which a breaker has to be open. */
const MOST_CALLS = 100

const OUTAGES: readonly (readonly [what: string, fault: Fault])[] = [
  ['answers 503', { kind: 'status', status: 503 }],
  ['breaks every connection', { kind: 'reset' }],
]

const breakOpen =
  ([name, { breakerGroup }]: Named, fault: Fault) =>
  async (stage: Stage) => {
    const { sandbox, mounted, clock } = stage
    const state = (): string =>
      mounted.line.status().breakers.find(({ group }) => group === breakerGroup)?.state ?? 'closed'
    const ask = (): Promise<unknown> => stage.call(name, stage.sample(name))
    sandbox.faults.add({ fault })
    for (let calls = 0; state() !== 'open'; calls += 1) {
      assert.ok(calls < MOST_CALLS, `the breaker is ${state()} after ${MOST_CALLS} failed calls`)
      await stage.error(ask())
    }
    const count = sandbox.seen().length
    const refused = await stage.error(ask())
    assert.equal(refused.code, 'CIRCUIT_OPEN', refused.message)
    assert.equal(sandbox.seen().length, count, 'a request reached the vendor through an open breaker')
    sandbox.faults.clear()
    await clock.advance(refused.facts.retryAfterMs ?? 0)
    await stage.value(ask())
    assert.equal(state(), 'closed', 'it closes after recovery')
  }

/** How an outage of the vendor is borne. */
export const outagePromises: ListPromises = (source) =>
  exampleReads(source).flatMap((named) =>
    OUTAGES.map(([what, fault]) =>
      promise(
        source,
        `${named[0]}: a vendor that ${what} opens the breaker, and nothing reaches it until it is back`,
        breakOpen(named, fault),
      ),
    ),
  )
