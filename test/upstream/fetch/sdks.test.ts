import { Octokit } from '@octokit/core'
import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { startFetched, type FetchedVendor } from '../../helpers/fetch-vendor.ts'
import type { Act } from '../../helpers/scripted-vendor.ts'

const fast = { baseDelayMs: 1 }
const customer: Act = {
  headers: { 'request-id': 'req_1' },
  json: { id: 'cus_1', object: 'customer', email: 'a@x.test' },
}
const failed: Act = { status: 500, json: { error: { type: 'api_error', message: 'down' } } }

const toStripe = ({ fetch, origin }: FetchedVendor): Stripe => {
  const { hostname, port } = new URL(origin)
  return new Stripe('sk_test_x', {
    httpClient: Stripe.createFetchHttpClient(fetch),
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
}

describe('the SDK of Stripe', () => {
  test('reads and writes', async () => {
    const vendor = await startFetched({}, customer)
    const stripe = toStripe(vendor)
    expect(await stripe.customers.retrieve('cus_1')).toMatchObject({
      id: 'cus_1',
      lastResponse: { requestId: 'req_1' },
    })
    await stripe.customers.create({ email: 'a@x.test' }, { idempotencyKey: 'k' })
    expect(vendor.received[0]).toMatchObject({ method: 'GET', headers: { authorization: 'Bearer sk_test_x' } })
    expect(vendor.received[1]).toMatchObject({
      method: 'POST',
      body: 'email=a%40x.test',
      headers: { 'idempotency-key': 'k' },
    })
  })

  test('has its reads and keyed writes repeated by the line', async () => {
    const vendor = await startFetched({ retry: fast }, failed, customer, failed, customer)
    const stripe = toStripe(vendor)
    expect(await stripe.customers.retrieve('cus_1')).toMatchObject({ id: 'cus_1' })
    expect(await stripe.customers.create({}, { idempotencyKey: 'k' })).toMatchObject({ id: 'cus_1' })
    expect(vendor.received.map(({ headers }) => headers['idempotency-key'])).toEqual([undefined, undefined, 'k', 'k'])
  })

  test('gets the errors of Stripe as its own', async () => {
    const missing: Act = {
      status: 404,
      json: { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'none' } },
    }
    const vendor = await startFetched({}, missing)
    await expect(toStripe(vendor).customers.retrieve('cus_2')).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    })
  })
})

describe('the SDK of GitHub', () => {
  const repo: Act = (request, response) => {
    const isHeld = request.headers['if-none-match'] === '"a"'
    const headers = {
      'content-type': 'application/json',
      etag: '"a"',
      'cache-control': 'private, max-age=0',
      'x-ratelimit-remaining': '59',
    }
    response.writeHead(isHeld ? 304 : 200, headers)
    response.end(isHeld ? undefined : JSON.stringify({ full_name: 'o/r' }))
  }
  const toOctokit = ({ fetch, origin }: FetchedVendor): Octokit =>
    new Octokit({ auth: 'token', baseUrl: origin, request: { fetch } })

  test('reads, and asks by tag what it has read', async () => {
    const vendor = await startFetched({}, repo)
    const octokit = toOctokit(vendor)
    for (const _time of [1, 2]) {
      const { data, headers, status } = await octokit.request('GET /repos/{owner}/{repo}', { owner: 'o', repo: 'r' })
      expect([status, data.full_name, headers['x-ratelimit-remaining']]).toEqual([200, 'o/r', '59'])
    }
    expect(vendor.received[1]?.headers).toMatchObject({ 'if-none-match': '"a"', authorization: 'token token' })
  })

  test('gets what GitHub refuses as its own error', async () => {
    const vendor = await startFetched({}, { status: 404, json: { message: 'Not Found' } })
    await expect(toOctokit(vendor).request('GET /user')).rejects.toMatchObject({ status: 404 })
  })

  test('writes', async () => {
    const vendor = await startFetched({}, { status: 201, json: { number: 7 } })
    const route = 'POST /repos/{owner}/{repo}/issues'
    const { data } = await toOctokit(vendor).request(route, { owner: 'o', repo: 'r', title: 't' })
    expect(data.number).toBe(7)
    expect(vendor.received[0]).toMatchObject({ method: 'POST', body: '{"title":"t"}' })
  })
})
