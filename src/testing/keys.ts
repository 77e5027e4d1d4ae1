import { strict as assert } from 'node:assert'
import { isHeadwatersError } from '../core/headwaters-error.ts'
import { splitBudget } from '../upstream/batch-split.ts'
import { told } from './asking.ts'
import { bendRowOf } from './bend.ts'
import { keysOfSample, madeUpKeys } from './made-up.ts'
import { operationsOf, promise, type ListPromises, type Named } from './promise.ts'
import type { Stage } from './stage.ts'

/** So many keys are tried where the vendor takes more at once than this. */
const MANY_KEYS = 250

/** Keys that the sample asks for, of which there has to be one. */
const knownKeys = ({ sample }: Stage, [name, operation]: Named): readonly [unknown, ...unknown[]] => {
  const [first, ...more] = keysOfSample(operation, sample(name))
  assert.notEqual(
    first,
    undefined,
    `The sample of ${name} names no key: it has to be what \`${operation.batch ? 'batch.ask' : 'key'}\` makes of a key.`,
  )
  return [first, ...more]
}

const countKeys = async (stage: Stage, named: Named): Promise<void> => {
  const [name, { batch }] = named
  const max = batch?.max ?? 1
  const known = knownKeys(stage, named).slice(0, max)
  const total = batch === null ? known.length + 3 : max > MANY_KEYS ? max + 1 : 2 * max + 1
  const keys = [...known, ...madeUpKeys(named, known[0], Math.max(1, total - known.length))]
  const context = stage.context()
  const rows = await stage.value(Promise.all([...keys, ...keys].map((key) => stage.load(name, key, { context }))))
  assert.equal(
    stage.sandbox.seen().length,
    Math.ceil(keys.length / max),
    `requests for ${keys.length} keys, each asked for twice`,
  )
  known.forEach((_, index) => assert.notEqual(rows[index], null, 'a key of the sample was not found'))
}

const missKey = async (stage: Stage, named: Named): Promise<void> => {
  const [known] = knownKeys(stage, named)
  const [unknown] = madeUpKeys(named, known, 1)
  assert.equal(await stage.value(stage.load(named[0], unknown)), null, 'a key that nobody knows')
}

/** One row of a batch is malformed: its key alone fails. */
const bendKey = async (stage: Stage, named: Named): Promise<void> => {
  const [name] = named
  const [first, ...more] = knownKeys(stage, named)
  const [unknown] = madeUpKeys(named, first, 1)
  let found = false
  const bend = (body: unknown): unknown => {
    const bent = bendRowOf(body, String(first))
    found = bent !== null
    return bent ?? body
  }
  stage.sandbox.faults.add({ fault: { kind: 'bend', bend }, operation: name })
  const context = stage.context()
  const asked = [first, ...more, unknown].map((key) => stage.load(name, key, { context }))
  const [bent, ...others] = await Promise.all(asked.map(stage.end))
  assert.ok(found, 'the answer of the sandbox has no row that holds its key')
  const error = bent !== undefined && 'error' in bent ? bent.error : undefined
  assert.ok(
    isHeadwatersError(error) && error.code === 'UPSTREAM_SHAPE',
    `the malformed row should fail with UPSTREAM_SHAPE, not ${told(error)}`,
  )
  for (const other of others)
    assert.ok('value' in other, `another row fell with it: ${'error' in other ? told(other.error) : ''}`)
}

/** A vendor refuses a batch as a whole: its keys are asked for again in parts, and each has its own outcome. */
const splitBatch = async (stage: Stage, named: Named): Promise<void> => {
  const [name] = named
  const [first, ...more] = knownKeys(stage, named)
  const keys = [first, ...more, ...madeUpKeys(named, first, 1)].slice(0, named[1].batch?.max ?? 1)
  stage.sandbox.faults.add({ fault: { kind: 'status', status: 400 }, operation: name, times: 1 })
  const context = stage.context()
  const [row, ...others] = await Promise.all(keys.map((key) => stage.end(stage.load(name, key, { context }))))
  assert.ok(row !== undefined && 'value' in row && row.value !== null, 'a key of the sample fell with its batch')
  for (const other of others) assert.ok('value' in other, 'another key fell with its batch')
  assert.ok(stage.countOf(name) <= 1 + splitBudget(keys.length), 'more calls than splitting may cost')
}

/** What holds for operations that are loaded by key. */
export const keyPromises: ListPromises = (source) => {
  const loaded = operationsOf(source, ({ key, batch }) => key !== null || batch !== null)
  return loaded.flatMap((named) => {
    const [name, { batch }] = named
    return [
      promise(source, `${name}: N keys in one tick make the fewest calls the vendor allows`, (stage) =>
        countKeys(stage, named),
      ),
      promise(source, `${name}: a missing row is null`, (stage) => missKey(stage, named)),
      ...(batch === null
        ? []
        : [
            promise(source, `${name}: one malformed row fails one key`, (stage) => bendKey(stage, named)),
            ...(batch.max === 1
              ? []
              : [
                  promise(
                    source,
                    `${name}: a batch refused as a whole is split, and each key has its outcome`,
                    (stage) => splitBatch(stage, named),
                  ),
                ]),
          ]),
    ]
  })
}
