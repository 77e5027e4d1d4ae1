import { strict as assert } from 'node:assert'
import { keysOfSample } from './made-up.ts'
import { promise, type ListPromises } from './promise.ts'
import type { Stage } from './stage.ts'

const answerSample = (name: string) => async (stage: Stage) => {
  const operation = stage.source.operations[name]
  await stage.value(stage.call(name, stage.sample(name)))
  if (operation === undefined || (operation.key === null && operation.batch === null)) return
  for (const key of keysOfSample(operation, stage.sample(name)).slice(0, operation.batch?.max ?? 1))
    assert.notEqual(await stage.value(stage.load(name, key)), null, `the key ${String(key)} of the sample is not found`)
}

/** Every request says who asks and for which request, and goes nowhere but to the sandbox. */
const sayWho = async (stage: Stage): Promise<void> => {
  const { source, sandbox, graph } = stage
  for (const name of Object.keys(source.operations)) {
    const context = stage.context({ requestId: `conformance-${name}` })
    await stage.end(stage.call(name, stage.sample(name), { context }))
  }
  for (const { operation, headers } of sandbox.seen()) {
    assert.ok(headers['user-agent'], `${operation} left without User-Agent`)
    assert.equal(headers['x-request-id'], `conformance-${operation}`, `${operation} left without its X-Request-ID`)
  }
  const attempts = graph.events.filter((event) => event.type === 'attempt')
  assert.equal(attempts.length, sandbox.seen().length, 'requests that left and requests that the sandbox saw')
  for (const { operation, url } of attempts)
    assert.ok(url.startsWith(sandbox.baseUrl), `${operation} went to another place than the sandbox`)
}

/** That the sandbox knows what the source declares. */
export const samplePromises: ListPromises = (source) => [
  ...Object.keys(source.operations).map((name) => promise(source, `${name}: answers its sample`, answerSample(name))),
  promise(source, 'every request says who asks, and goes to the sandbox alone', sayWho),
]
