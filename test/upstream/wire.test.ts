import { expect, test } from 'vitest'
import { apiKeyHeader } from '../../src/upstream/auth/api-key-header.ts'
import type { Exchange } from '../../src/upstream/call.ts'
import { identify } from '../../src/upstream/identify.ts'
import { sign } from '../../src/upstream/sign.ts'
import { wire } from '../../src/upstream/wire.ts'
import { createTestObserver, testCall } from '../helpers/upstream-call.ts'

const answer = {
  status: 200,
  headers: { 'set-cookie': 'hush', 'x-a': '1' },
  body: Buffer.from('{"access_token":"hush"}'),
}

test('the wire is shown in both directions without a secret, whatever the vendor calls its header', async () => {
  const { observe, events } = createTestObserver()
  const credential = apiKeyHeader('X-Tenant', 'hush').toCredential('key')
  const call = testCall({
    context: { observe },
    sign: await credential.obtain({ renew: false, signal: AbortSignal.any([]) }),
  })
  const request = { ...call.request, method: 'POST', body: 'password=hush&a=1', headers: { 'x-b': '2' } }
  const sent: Parameters<Exchange>[0][] = []
  const line = identify('headwaters/test')(
    wire(
      sign(async (signed) => {
        sent.push(signed)
        return answer
      }),
    ),
  )
  await line({ ...call, request })
  expect(sent[0]?.request.headers).toEqual({
    'user-agent': 'headwaters/test',
    'x-request-id': 'req-1',
    'x-b': '2',
    'x-tenant': 'hush',
  })
  expect(events).toMatchObject([
    {
      direction: 'request',
      headers: { 'x-b': '2', 'x-tenant': '[redacted]', 'user-agent': 'headwaters/test' },
      body: 'password=[redacted]&a=1',
    },
    {
      direction: 'response',
      headers: { ':status': '200', 'set-cookie': '[redacted]', 'x-a': '1' },
      body: '{"access_token":"[redacted]"}',
    },
  ])
  expect(JSON.stringify(events)).not.toContain('hush')
})

test('a long body is cut', async () => {
  const { observe, events } = createTestObserver()
  const long = { ...answer, body: Buffer.from('x'.repeat(20_000)) }
  await wire(() => Promise.resolve(long))(testCall({ context: { observe } }))
  expect(events[1]).toMatchObject({ body: expect.stringMatching(/^x{16384}… \(20000 characters\)$/) as string })
})

test('a call that comes without a way to sign is not sent', async () => {
  const next: Exchange = () => Promise.reject(new Error('sent'))
  await expect(sign(next)(testCall())).rejects.toMatchObject({ code: 'INTERNAL', facts: { beforeSending: true } })
})
