import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../src/testing/stage.ts'
import { fixture } from '../helpers/fixture-source.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage(fixture)
})
afterEach(() => stage.close())

const answered = async (body: unknown) => {
  stage.sandbox.faults.clear()
  stage.sandbox.faults.add({ fault: { kind: 'body', body: JSON.stringify(body) }, operation: 'loans' })
  return stage.error(stage.call('loans', stage.sample('loans')))
}

describe('an upstream that speaks GraphQL', () => {
  it.each([
    [null],
    [42],
    ['text'],
    [[]],
    [{}],
    [{ data: 42 }],
    [{ data: null, errors: {} }],
    [{ errors: 'no' }],
    [{ errors: [1] }],
  ])('answering %j is UPSTREAM_SHAPE', async (body) => expect((await answered(body)).code).toBe('UPSTREAM_SHAPE'))

  it.each([
    ['FORBIDDEN', 'UPSTREAM_FORBIDDEN'],
    ['UPSTREAM_CONFLICT', 'UPSTREAM_CONFLICT'],
    ['INTERNAL', 'UPSTREAM_FAILED'],
    ['constructor', 'UPSTREAM_FAILED'],
  ])('saying %s says it of itself, not of our caller: %s', async (type, code) => {
    expect((await answered({ data: null, errors: [{ message: 'No.', type, path: null }] })).code).toBe(code)
  })

  it('that answers with errors alone fails by its word', async () => {
    const error = await answered({ data: null, errors: [{ message: 'No.', type: 'FORBIDDEN_BY_VENDOR' }] })
    expect(error).toMatchObject({ code: 'UPSTREAM_FAILED', facts: { vendor: { code: 'FORBIDDEN_BY_VENDOR' } } })
  })

  it('may fail one key of a batch: the others stand', async () => {
    const bend = () => ({
      data: { nodes: [{ id: 'ln_1', bookId: 'bk_1', days: 7 }, null] },
      errors: [{ message: 'Broken.', type: 'INTERNAL', path: ['nodes', 1] }],
    })
    stage.sandbox.faults.clear()
    stage.sandbox.faults.add({ fault: { kind: 'bend', bend }, operation: 'loans', times: 1 })
    const context = stage.context()
    const [first, second] = ['ln_1', 'ln_2'].map((key) => stage.load('loans', key, { context }))
    const endings = await Promise.all([stage.end(first ?? Promise.reject()), stage.end(second ?? Promise.reject())])
    expect(endings).toMatchObject([{ value: { id: 'ln_1' } }, { error: { code: 'UPSTREAM_FAILED' } }])
  })
})
