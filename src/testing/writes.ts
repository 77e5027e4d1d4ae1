import { strict as assert } from 'node:assert'
import type { Fault } from '../kit/sandbox-fault.ts'
import { operationsOf, promise, type ListPromises, type Named } from './promise.ts'
import type { Stage } from './stage.ts'

/** Troubles after which nobody knows whether the vendor did it. */
const DOUBTS: readonly (readonly [what: string, fault: Fault])[] = [
  ['a 500', { kind: 'status', status: 500 }],
  ['a broken connection', { kind: 'reset' }],
]

const fail = (stage: Stage, [name]: Named, fault: Fault): Promise<unknown> => {
  stage.sandbox.faults.add({ fault, operation: name, times: 1 })
  return stage.call(name, stage.sample(name))
}

const neverTwice = (named: Named, fault: Fault) => async (stage: Stage) => {
  const error = await stage.error(fail(stage, named, fault))
  assert.equal(stage.countOf(named[0]), 1, 'requests that reached the vendor')
  assert.equal(error.facts.outcome, 'unknown', 'what became of it')
}

const again = (named: Named, fault: Fault) => async (stage: Stage) => {
  const [name, { idempotency }] = named
  if (stage.mounted.api.retry?.maxAttempts === 1) return neverTwice(named, fault)(stage)
  await stage.value(fail(stage, named, fault))
  const requests = stage.sandbox.seen().filter(({ operation }) => operation === name)
  assert.equal(requests.length, 2, 'requests that reached the vendor')
  if (idempotency.kind !== 'header') return
  const [first, second] = requests.map(({ headers }) => headers[idempotency.name])
  assert.ok(first, `it left without ${idempotency.name}`)
  assert.equal(first, second, 'both attempts have one key')
}

const ownKey = (named: Named, header: string) => async (stage: Stage) => {
  const [name] = named
  await stage.value(stage.call(name, stage.sample(name), { idempotencyKey: 'a-key-of-the-caller' }))
  await stage.end(stage.call(name, stage.sample(name)))
  const [first, second] = stage.sandbox.seen().map(({ headers }) => headers[header])
  assert.equal(first, 'a-key-of-the-caller', 'the key of the caller is used')
  assert.ok(second && second !== first, 'another write has another key')
}

const oneOutcome = (named: Named) => async (stage: Stage) => {
  const [name] = named
  const send = () => stage.value(stage.call(name, stage.sample(name), { idempotencyKey: 'a-key-of-the-caller' }))
  assert.deepEqual(await send(), await send(), 'the second answer is the first')
}

/** How often a write is sent. */
export const writePromises: ListPromises = (source) =>
  operationsOf(source, ({ kind }) => kind === 'write').flatMap((named) => {
    const [name, { idempotency }] = named
    const doubts = DOUBTS.map(([what, fault]) =>
      idempotency.kind === 'none'
        ? promise(source, `${name}: is not sent twice after ${what}`, neverTwice(named, fault))
        : promise(source, `${name}: is sent again after ${what}, as the same write`, again(named, fault)),
    )
    if (idempotency.kind !== 'header') return doubts
    return [
      ...doubts,
      promise(source, `${name}: carries the idempotency key of its caller`, ownKey(named, idempotency.name)),
      promise(source, `${name}: sent again under the same key, it is answered by its first outcome`, oneOutcome(named)),
    ]
  })
