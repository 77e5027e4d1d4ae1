import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stripe as source } from '../../../src/sources/stripe/index.ts'
import { upstream } from '../../../src/sources/stripe/upstream.ts'
import { mountStripe, type MountedStripe } from './mounted-stripe.ts'

let stripe: MountedStripe
beforeEach(async () => {
  stripe = await mountStripe()
})
afterEach(() => stripe.close())

const QUERY = '{ stripe { customers { nodes { vendorId } } } }'
const answer = (status: number, error: object): void =>
  stripe.fault({ kind: 'body', status, body: JSON.stringify({ error }) }, 'customers', 9)

describe('an error of Stripe', () => {
  it.each([
    [401, { type: 'invalid_request_error', code: 'api_key_expired' }, 'UPSTREAM_UNAUTHENTICATED'],
    [403, { type: 'invalid_request_error', code: 'more_permissions_required' }, 'UPSTREAM_FORBIDDEN'],
    [404, { type: 'invalid_request_error', code: 'resource_missing' }, 'UPSTREAM_NOT_FOUND'],
    [400, { type: 'invalid_request_error', code: 'rate_limit' }, 'UPSTREAM_RATE_LIMITED'],
    [429, { type: 'invalid_request_error' }, 'UPSTREAM_RATE_LIMITED'],
    [429, { type: 'invalid_request_error', code: 'lock_timeout' }, 'UPSTREAM_CONFLICT'],
    [409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }, 'UPSTREAM_CONFLICT'],
    [400, { type: 'idempotency_error' }, 'UPSTREAM_REJECTED'],
    [400, { type: 'invalid_request_error', code: 'a_new_word' }, 'UPSTREAM_REJECTED'],
    [402, { type: 'card_error', code: 'card_declined' }, 'UPSTREAM_REJECTED'],
    [424, { type: 'api_error' }, 'UPSTREAM_FAILED'],
    [500, { type: 'api_error' }, 'UPSTREAM_FAILED'],
  ])('with %i %j is %s', async (status, error, code) => {
    answer(status, { message: 'In the words of Stripe.', ...error })
    const { errors } = await stripe.ask(QUERY)
    expect(errors[0]).toMatchObject({ code, message: 'In the words of Stripe.' })
  })

  it('names the parameter as our inputs do, and Stripe’s own id of the request', async () => {
    answer(400, { type: 'invalid_request_error', message: 'No.', param: 'address[postal_code]' })
    expect((await stripe.ask(QUERY)).errors[0]).toMatchObject({
      facts: {
        details: [{ field: 'address.postalCode', issue: 'No.' }],
        vendor: { code: 'invalid_request_error', requestId: expect.stringMatching(/^req_/) },
      },
    })
  })

  it('that quotes a key does not pass it on', async () => {
    answer(401, { type: 'invalid_request_error', message: 'Invalid API Key provided: sk_test_*****1234' })
    const { errors } = await stripe.ask(QUERY)
    expect(errors[0]?.message).not.toContain('sk_test')
  })

  it('for want of a permission names it, and not the key', async () => {
    const message = "The provided key 'rk_test_****abcd' lacks 'rak_charge_read' on account 'acct_1'."
    answer(403, { type: 'invalid_request_error', message })
    const { errors } = await stripe.ask(QUERY)
    expect(errors[0]?.message).toBe("The provided key '…' lacks 'rak_charge_read' on account 'acct_1'.")
  })

  it.each([
    ['true', 2],
    ['false', 1],
  ])('with stripe-should-retry: %s is asked %i times', async (word, times) => {
    const status = word === 'true' ? 409 : 500
    stripe.fault({ kind: 'status', status, headers: { 'stripe-should-retry': word } }, 'customers')
    await stripe.ask(QUERY)
    expect(stripe.calls()).toHaveLength(times)
  })

  it.each([
    ['HTML', { kind: 'body', type: 'text/html', body: '<html>' }, 'UPSTREAM_MALFORMED'],
    ['half a body', { kind: 'truncate' }, 'UPSTREAM_UNREACHABLE'],
    ['another shape', { kind: 'body', body: '{"object":"list"}' }, 'UPSTREAM_SHAPE'],
  ] as const)('or %s is %s', async (_, fault, code) => {
    stripe.fault(fault, 'customers', 9)
    expect((await stripe.ask(QUERY)).errors[0]?.code).toBe(code)
  })

  it('in one field leaves the others', async () => {
    stripe.fault({ kind: 'status', status: 403 }, 'balance')
    const { data, errors } = await stripe.ask('{ stripe { balance { livemode } customer(id: "cus_ada") { name } } }')
    expect(data.stripe).toEqual({ balance: null, customer: { name: 'Ada Lovelace' } })
    expect(errors).toHaveLength(1)
  })
})

describe('what every call carries', () => {
  it('is the key, the version and JSON as the wanted answer', async () => {
    await stripe.read('customer(id: "cus_ada") { name }')
    expect(stripe.latest()?.headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer sandbox_/),
      'stripe-version': '2026-10-28.endive',
      accept: 'application/json',
    })
  })

  it.each([
    ['sk_live_1', undefined, 100, 20],
    ['rk_live_1', undefined, 100, 20],
    ['sk_test_1', undefined, 25, 20],
    ['rk_test_1', undefined, 25, 20],
    ['sk_test_1', 5, 5, 5],
    ['sk_live_1', 400, 400, 20],
  ])('with the key %s and the wish %j comes at most %i times a second, searches %i', (apiKey, wish, rate, searches) => {
    const { quota } = upstream({ config: { apiKey, baseUrl: 'https://api.stripe.com/', ratePerSecond: wish } })
    expect([quota?.default?.ratePerSecond, quota?.search?.ratePerSecond]).toEqual([rate, searches])
  })

  it('is what the operator set, the base URL and the rate by default', () => {
    expect(source.config.baseUrl.parse(undefined)).toBe('https://api.stripe.com/')
    expect(source.config.ratePerSecond.parse('12.5')).toBe(12.5)
    expect(source.config.ratePerSecond.safeParse('-1').success).toBe(false)
  })
})
