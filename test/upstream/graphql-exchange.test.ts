import { expect, test } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import type { Exchange, RawAnswer, UpstreamCall } from '../../src/upstream/call.ts'
import { graphqlExchange } from '../../src/upstream/graphql-exchange.ts'
import { testCall } from '../helpers/upstream-call.ts'

const document = {
  query: 'mutation M($id: ID!) { close(id: $id) { id } }',
  operationName: 'M',
  variables: { id: 'I_1' },
}

const toCall = (): UpstreamCall<unknown> => {
  const call = testCall()
  return { ...call, request: { ...call.request, method: 'POST', headers: { 'x-api-version': '2' }, document } }
}

const ask = async (answer: Omit<RawAnswer, 'headers'> & { readonly type?: string }) => {
  const sent: UpstreamCall<unknown>[] = []
  const raw = {
    status: answer.status,
    headers: { 'content-type': answer.type ?? 'application/json' },
    body: answer.body,
  }
  const inner: Exchange = async (call) => {
    sent.push(call)
    return raw
  }
  return { result: await graphqlExchange(inner)(toCall()), raw, sent }
}

test('the document leaves as a JSON body, with the operation’s name and the headers of the source', async () => {
  const { sent } = await ask({ status: 200, body: Buffer.from('{"data":{}}') })
  expect(sent).toHaveLength(1)
  expect(sent[0]?.request).toMatchObject({
    method: 'POST',
    url: 'https://shop.test/v1/customers/c1',
    headers: { 'x-api-version': '2', 'content-type': 'application/json' },
  })
  expect(sent[0]?.request.headers.accept).toContain('application/graphql-response+json')
  expect(JSON.parse(sent[0]?.request.body ?? '')).toEqual(document)
})

test.each<[string, { status: number; body: Buffer; type?: string }]>([
  ['data and errors', { status: 200, body: Buffer.from('{"data":{"a":null},"errors":[{"message":"no"}]}') }],
  ['errors on a 200', { status: 200, body: Buffer.from('{"errors":[{"message":"no"}]}') }],
  ['errors on a 400', { status: 400, body: Buffer.from('{"errors":[{"message":"no"}]}') }],
  ['an HTML page', { status: 502, body: Buffer.from('<html>'), type: 'text/html' }],
  ['half a body', { status: 200, body: Buffer.from('{"data":') }],
  ['nothing', { status: 204, body: Buffer.alloc(0) }],
])('%s goes on as it came', async (_fact, answer) => {
  const { result, raw } = await ask(answer)
  expect(result).toBe(raw)
})

test('an error of the exchange comes through as it is', async () => {
  const error = new HeadwatersError('UPSTREAM_TIMEOUT', 'Late.')
  await expect(graphqlExchange(() => Promise.reject(error))(toCall())).rejects.toBe(error)
})

test('a call without a document passes', async () => {
  const call = testCall()
  await graphqlExchange(async (passed) => {
    expect(passed).toBe(call)
    return { status: 200, headers: {}, body: new Uint8Array() }
  })(call)
})
