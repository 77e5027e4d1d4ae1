import { strict as assert } from 'node:assert'
import { until, watch, type Asking } from './asking.ts'
import { keysOfSample } from './made-up.ts'
import { exampleReads, operationsOf, promise, type ListPromises, type Named } from './promise.ts'
import { sandboxOf, type Stage } from './stage.ts'

/** Whom to ask as, and for which account. */
interface Asker {
  readonly by?: Asking
  readonly account?: string
}

/** Asks for what an operation's sample asks for, as a resolver would: batches through their loader. */
const ask = (stage: Stage, [name, operation]: Named, { by = stage, account = 'a' }: Asker = {}): Promise<unknown> =>
  operation.batch === null
    ? by.call(name, stage.sample(name), { account })
    : by.load(name, keysOfSample(operation, stage.sample(name))[0], { account })

const assertRefused = async (stage: Stage, asked: Promise<unknown>): Promise<void> => {
  const error = await stage.error(asked)
  assert.equal(error.code, 'UPSTREAM_UNAUTHENTICATED', error.message)
}

/** Two accounts have a vendor each; neither is asked for the other. */
const keepAccountsApart = (named: Named) => async (stage: Stage) => {
  const [name] = named
  const second = sandboxOf(stage.graph.of(stage.source.name, 'b'))
  for (const account of ['a', 'b']) await stage.value(ask(stage, named, { account }))
  const counts = [stage.sandbox, second].map(({ seen }) => seen().filter(({ operation }) => operation === name).length)
  assert.deepEqual(counts, [1, 1], 'each account asked its own vendor once')
}

/** Whoever shows another credential gets the vendor's word on that, never an answer that was meant for the first. */
const shareNoAnswer = (named: Named) => async (stage: Stage) => {
  await stage.value(ask(stage, named))
  await assertRefused(stage, ask(stage, named, { by: stage.stranger }))
  assert.equal(stage.countOf(named[0]), 2, 'each credential asked the vendor for itself')
}

const shareNoFlight = (named: Named) => async (stage: Stage) => {
  const first = ask(stage, named)
  const second = ask(stage, named, { by: stage.stranger })
  await Promise.all([stage.value(first), assertRefused(stage, second)])
  assert.equal(stage.countOf(named[0]), 2, 'each credential asked the vendor for itself')
}

/** A 429 holds back the credential that it was told, and no other. */
const shareNoBucket = (named: Named) => async (stage: Stage) => {
  const [name] = named
  const { sandbox, graph } = stage
  const fault = { kind: 'status', status: 429, headers: { 'retry-after': '3' } } as const
  sandbox.faults.add({ fault, operation: name, times: 1 })
  const held = watch(ask(stage, named))
  await until(
    'the first is held back',
    () => graph.events.some(({ type }) => type === 'retry') || held.ending() !== null,
  )
  const other = watch(ask(stage, named, { by: stage.stranger }))
  await until('the other ends without any wait', () => other.ending() !== null)
  const ending = other.ending()
  assert.ok(ending !== null && 'error' in ending, 'a stranger was answered')
  await assertRefused(stage, Promise.reject(ending.error))
}

const sharePublic = (named: Named) => async (stage: Stage) => {
  await stage.value(ask(stage, named))
  await stage.value(ask(stage, named, { by: stage.stranger }))
  assert.equal(stage.countOf(named[0]), 1, 'what is public is asked for once')
}

/** What two accounts or credentials may have in common: nothing, but what is declared public. */
export const sharingPromises: ListPromises = (source) => {
  const kept = operationsOf(source, ({ kind, ttlMs }) => kind === 'read' && ttlMs > 0)
  const batches = operationsOf(source, ({ batch }) => batch !== null).slice(0, 1)
  const examples = [...new Map([...exampleReads(source), ...batches])].filter(([, { isPublic }]) => !isPublic)
  return [
    ...examples.flatMap((named) => [
      promise(source, `${named[0]}: two accounts never share a vendor`, keepAccountsApart(named)),
      promise(source, `${named[0]}: two credentials never share a flight`, shareNoFlight(named)),
      promise(source, `${named[0]}: two credentials never share a bucket`, shareNoBucket(named)),
      promise(source, `${named[0]}: a wrong credential is UPSTREAM_UNAUTHENTICATED`, (stage) =>
        assertRefused(stage, ask(stage, named, { by: stage.stranger })),
      ),
    ]),
    ...kept.map((named) =>
      named[1].isPublic
        ? promise(source, `${named[0]}: is public, so one answer serves all`, sharePublic(named))
        : promise(source, `${named[0]}: two credentials never share an answer`, shareNoAnswer(named)),
    ),
  ]
}
