import { strict as assert } from 'node:assert'
import { inspect } from 'node:util'
import { isSecret } from '../kit/config-shape.ts'
import type { Fault } from '../kit/sandbox-fault.ts'
import { exampleReads, promise, type ListPromises } from './promise.ts'
import type { Stage } from './stage.ts'

const FAULTS: readonly Fault[] = [
  { kind: 'status', status: 400 },
  { kind: 'status', status: 401 },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 429, headers: { 'retry-after': '60' } },
  { kind: 'status', status: 500 },
  { kind: 'body', type: 'text/html', body: '<h1>Sorry</h1>' },
  { kind: 'body', body: '42' },
  { kind: 'reset' },
  { kind: 'truncate' },
]

/** A secret as it may stand in a text: plain, percent-encoded, or within base64 at each of the three places it can begin. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  ...[0, 1, 2].map((before) => {
    const text = Buffer.from('x'.repeat(before) + secret).toString('base64')
    // The first and last groups also hold what stands beside the secret.
    return text.slice(before === 0 ? 0 : 4, -4)
  }),
]

/** Everything that a log could show of a value, causes and stacks of errors included. */
const shown = (value: unknown): string =>
  inspect(value, { depth: 20, maxStringLength: null, maxArrayLength: null, breakLength: Infinity })

const tellAll = async (stage: Stage): Promise<readonly unknown[]> => {
  const { source, sandbox, sample } = stage
  const told: unknown[] = []
  for (const name of Object.keys(source.operations)) told.push(await stage.end(stage.call(name, sample(name))))
  for (const [name] of exampleReads(source)) {
    for (const fault of FAULTS) {
      stage.graph.registry.parts.answers.clear()
      sandbox.faults.add({ fault, operation: name, times: 1 })
      told.push(await stage.end(stage.call(name, sample(name))))
      sandbox.faults.clear()
    }
    told.push(await stage.end(stage.stranger.call(name, sample(name))))
    told.push(await stage.end(stage.call(name, { ...sample(name), argumentOfNobody: 1 })))
  }
  return told
}

const keepSecrets = async (stage: Stage): Promise<void> => {
  const places = {
    'an answer or error': await tellAll(stage),
    'an event': stage.graph.events,
    'a key of what is kept': stage.sharedKeys,
    'the status of a line': [stage.mounted.line.status(), stage.mounted.credential.fingerprint],
  }
  const forms = stage.secrets().flatMap(formsOf)
  assert.notEqual(forms.length, 0, 'there is no secret to look for')
  for (const [place, values] of Object.entries(places)) {
    for (const value of values) {
      const text = shown(value)
      assert.ok(!forms.some((form) => text.includes(form)), `a secret stands in ${place}`)
    }
  }
}

/** That secrets stay where they belong. */
export const secretPromises: ListPromises = (source) =>
  Object.values(source.config).some(isSecret)
    ? [promise(source, 'secrets are in no error, event or key', keepSecrets)]
    : []
