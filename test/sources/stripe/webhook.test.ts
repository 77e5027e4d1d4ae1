import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { staleTags, webhook } from '../../../src/sources/stripe/webhook.ts'

const secret = 'whsec_test'
const declared = webhook({ config: { webhookSecret: secret } })
const tags = (type: string, object: object) => staleTags({ id: 'evt_1', type, data: { object: object as never } })

describe('Stripe’s webhook', () => {
  it('is not there without a secret', () => expect(webhook({ config: {} })).toBeNull())

  it('is verified over time stamp and raw body, at most 300 s old', () => {
    const raw = '{"id":"evt_1"}'
    const mac = createHmac('sha256', secret).update(`1700000000.${raw}`).digest('hex')
    const header = `t=1700000000,v1=${'0'.repeat(64)},v1=${mac},v0=${'1'.repeat(64)}`
    const { verify } = declared ?? {}
    expect(verify).toMatchObject({ scheme: 'hmac', hash: 'sha256', encoding: 'hex', signs: '{at}.{raw}' })
    expect(verify?.toleranceMs).toBe(300_000)
    expect(verify?.at?.exec(header)?.[1]).toBe('1700000000')
    expect([...header.matchAll(verify?.signature ?? /$^/g)].map((match) => match[1])).toEqual(['0'.repeat(64), mac])
  })

  it.each([
    ['customer.updated', { object: 'customer', id: 'cus_1' }, ['customers', 'customer:cus_1']],
    ['customer.deleted', { object: 'customer', id: 'cus_1' }, ['customers', 'customer:cus_1', 'subscriptions']],
    [
      'invoice.paid',
      { object: 'invoice', id: 'in_1', customer: 'cus_1' },
      ['invoices', 'invoice:in_1', 'customers', 'customer:cus_1'],
    ],
    ['invoice.upcoming', { object: 'invoice', customer: 'cus_1' }, ['invoices', 'customers', 'customer:cus_1']],
    ['customer.subscription.updated', { object: 'subscription', id: 'sub_1' }, ['subscriptions', 'subscription:sub_1']],
    ['payment_intent.succeeded', { object: 'payment_intent', id: 'pi_1' }, ['paymentIntents', 'paymentIntent:pi_1']],
    ['product.updated', { object: 'product', id: 'prod_1' }, ['products', 'product:prod_1']],
    ['balance.available', { object: 'balance' }, ['balance']],
    ['file.created', { object: 'file', id: 'file_1' }, []],
  ])('%s makes stale what it stands in', (type, object, stale) => expect(tags(type, object)).toEqual(stale))

  it.each([
    [
      'charge.refunded',
      { object: 'charge', id: 'ch_1', payment_intent: 'pi_1' },
      ['charge:ch_1', 'paymentIntent:pi_1', 'refunds'],
    ],
    [
      'refund.updated',
      { object: 'refund', id: 're_1', charge: 'ch_1' },
      ['refund:re_1', 'refunds', 'charge:ch_1', 'charges'],
    ],
    [
      'charge.dispute.created',
      { object: 'dispute', id: 'dp_1', charge: 'ch_1' },
      ['dispute:dp_1', 'disputes', 'charge:ch_1', 'charges'],
    ],
    ['price.updated', { object: 'price', id: 'price_1', product: 'prod_1' }, ['price:price_1', 'product:prod_1']],
  ])('%s also makes stale what it points to', (type, object, stale) =>
    expect(tags(type, object)).toEqual(expect.arrayContaining(stale)),
  )

  it('is known by the event’s id', () => expect(declared?.id({ id: 'evt_9' } as never)).toBe('evt_9'))
})
