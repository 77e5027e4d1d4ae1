import { strict as assert } from 'node:assert'
import type { ErrorCode } from '../core/error-code.ts'
import { mayBeNull } from '../kit/decode-answer.ts'
import type { Fault } from '../kit/sandbox-fault.ts'
import { until, watch } from './asking.ts'
import { exampleReads, operationsOf, promise, type ListPromises, type Named } from './promise.ts'
import type { Stage } from './stage.ts'

/** What a vendor may answer in place of an answer, and what each is called. */
const BAD_ANSWERS: readonly (readonly [what: string, fault: Fault, code: ErrorCode])[] = [
  ['HTML', { kind: 'body', type: 'text/html', body: '<!doctype html><title>Sorry</title>' }, 'UPSTREAM_MALFORMED'],
  ['half a body', { kind: 'body', body: '{"data": [{"id": "12' }, 'UPSTREAM_MALFORMED'],
  ['nothing', { kind: 'body', body: '' }, 'UPSTREAM_MALFORMED'],
  ['a connection that breaks halfway', { kind: 'truncate' }, 'UPSTREAM_UNREACHABLE'],
  ['a connection that breaks', { kind: 'reset' }, 'UPSTREAM_UNREACHABLE'],
  ['403 without a word', { kind: 'body', status: 403, body: '{}' }, 'UPSTREAM_FORBIDDEN'],
  ['404', { kind: 'status', status: 404 }, 'UPSTREAM_NOT_FOUND'],
  ['409 without a word', { kind: 'body', status: 409, body: '{}' }, 'UPSTREAM_CONFLICT'],
  ['500', { kind: 'status', status: 500 }, 'UPSTREAM_FAILED'],
  ['502 in HTML', { kind: 'body', status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' }, 'UPSTREAM_FAILED'],
]

/** Answers that parse and are none: each has to be an `UPSTREAM_SHAPE`, whatever is in the place of the body. */
const WRONG_SHAPES: readonly unknown[] = [42, 'text', [], null, { bent: true }]

const assertCode = async (stage: Stage, [name]: Named, code: ErrorCode): Promise<void> => {
  const error = await stage.error(stage.call(name, stage.sample(name)))
  assert.equal(error.code, code, error.message)
  assert.equal(error.facts.source, stage.source.name, 'an error names its source')
  assert.equal(error.facts.operation, name, 'an error names its operation')
}

const answerBadly =
  ([what, fault, code]: (typeof BAD_ANSWERS)[number], named: Named) =>
  async (stage: Stage) => {
    stage.sandbox.faults.add({ fault, operation: named[0] })
    await assertCode(stage, named, code)
    assert.notEqual(stage.countOf(named[0]), 0, `the sandbox never answered ${what}`)
  }

/** Whether a wrong answer happens to be a right one here: a list that may be empty, an object without required fields. */
const isRight = ([, operation]: Named, wrong: unknown): boolean =>
  typeof wrong === 'object' && (wrong !== null || mayBeNull(operation)) && operation.answer.safeParse(wrong).success

/** A good status with nothing under it is no word that the object is missing. */
const answerNothing = (named: Named) => async (stage: Stage) => {
  for (const status of [202, 204]) {
    stage.sandbox.faults.add({ fault: { kind: 'body', status, body: '' }, operation: named[0], times: 1 })
    await assertCode(stage, named, 'UPSTREAM_SHAPE')
  }
}

const answerWrongShapes = (named: Named) => async (stage: Stage) => {
  const [name, { document }] = named
  for (const wrong of WRONG_SHAPES.filter((shape) => !isRight(named, shape))) {
    const body = JSON.stringify(document === null ? wrong : { data: wrong })
    stage.sandbox.faults.add({ fault: { kind: 'body', body }, operation: name, times: 1 })
    await assertCode(stage, named, 'UPSTREAM_SHAPE')
  }
}

/** A vendor that takes a request and never answers. */
const neverAnswer = (named: Named) => async (stage: Stage) => {
  const [name] = named
  stage.sandbox.faults.add({ fault: { kind: 'hang' } })
  // How the whole call ends is its deadline's business; nobody waits for that here.
  watch(stage.call(name, stage.sample(name)))
  await until('the request arrives', () => stage.sandbox.underWay() > 0)
  const {
    connectTimeoutMs = 3_000,
    headersTimeoutMs = 10_000,
    bodyTimeoutMs = 10_000,
  } = stage.mounted.api.timeouts ?? {}
  await stage.clock.advance(connectTimeoutMs + headersTimeoutMs + bodyTimeoutMs)
  await until('the attempt ends', () => stage.graph.events.some(({ type }) => type === 'attempt'))
  const codes = stage.graph.events.flatMap((event) => (event.type === 'attempt' ? (event.code ?? 'none') : []))
  assert.equal(codes[0], 'UPSTREAM_TIMEOUT', 'the code of the attempt')
}

const refuseUnknown = (named: Named) => async (stage: Stage) => {
  const [name] = named
  const error = await stage.error(stage.call(name, { ...stage.sample(name), argumentOfNobody: 1 }))
  assert.equal(error.code, 'BAD_USER_INPUT', error.message)
  assert.equal(stage.sandbox.seen().length, 0, 'it left all the same')
}

/** What each kind of trouble is called. */
export const answerPromises: ListPromises = (source) => [
  ...exampleReads(source).flatMap((named) => [
    ...BAD_ANSWERS.map((bad) =>
      promise(source, `${named[0]}: a vendor answering ${bad[0]} is ${bad[2]}`, answerBadly(bad, named)),
    ),
    promise(source, `${named[0]}: a vendor that never answers is UPSTREAM_TIMEOUT`, neverAnswer(named)),
    ...(named[1].document === null
      ? [
          promise(
            source,
            `${named[0]}: an argument that nobody declared is refused before anything leaves`,
            refuseUnknown(named),
          ),
        ]
      : []),
  ]),
  ...operationsOf(source, ({ kind }) => kind === 'read').map((named) =>
    promise(source, `${named[0]}: an answer of another shape is UPSTREAM_SHAPE`, answerWrongShapes(named)),
  ),
  ...operationsOf(source, ({ kind, key, document }) => kind === 'read' && key !== null && document === null).map(
    (named) => promise(source, `${named[0]}: 202 or 204 without a body is UPSTREAM_SHAPE`, answerNothing(named)),
  ),
]
