import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeGlobalId, toGlobalId } from '../../src/core/global-id.ts'

const type = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,20}$/)
const account = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/)
const id = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed())
const encoded = (plain: string): string => Buffer.from(plain, 'utf8').toString('base64url')

describe('global id', () => {
  it('is base64url of Type:account:id, without padding', () => {
    expect(toGlobalId({ type: 'StripeCustomer', account: 'stripe', id: 'cus_1' })).toBe(
      encoded('StripeCustomer:stripe:cus_1'),
    )
  })

  it('gives back the parts it was made of', () => {
    fc.assert(
      fc.property(fc.record({ type, account, id }), (parts) => {
        expect(decodeGlobalId(toGlobalId(parts))).toEqual(parts)
      }),
    )
  })

  it('two different things never share one id', () => {
    const parts = fc.record({ type, account, id })
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const same = one.type === other.type && one.account === other.account && one.id === other.id
        expect(toGlobalId(one) === toGlobalId(other)).toBe(same)
      }),
    )
  })

  it('whatever text it reads, it would have written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string().map(encoded)), (text) => {
        const parts = decodeGlobalId(text)
        if (parts !== null) expect(toGlobalId(parts)).toBe(text)
      }),
    )
  })

  it('keeps colons and any script in the vendor’s id', () => {
    for (const vendorId of ['a:b:c', '::', 'Zoë/№ 7', '\uFEFFbom', '🦦', ' ']) {
      const parts = { type: 'T', account: 'a', id: vendorId }
      expect(decodeGlobalId(toGlobalId(parts))).toEqual(parts)
    }
  })

  it.each([
    ['nothing', ''],
    ['a Stripe id', 'cus_123'],
    ['an old GitHub id', 'MDEwOlJlcG9zaXRvcnkxMjk2MjY5'],
    ['a padded old GitHub id', 'MDQ6VXNlcjE='],
    ['a new GitHub id', 'R_kgDOABPHjQ'],
    ['the plain text', 'StripeCustomer:stripe:cus_1'],
    ['two parts', encoded('StripeCustomer:cus_1')],
    ['an empty vendor id', encoded('StripeCustomer:stripe:')],
    ['a type in lower case', encoded('customer:stripe:cus_1')],
    ['an account in upper case', encoded('StripeCustomer:Stripe:cus_1')],
    ['an empty account', encoded('StripeCustomer::cus_1')],
    ['padding', `${encoded('T:a:1')}=`],
    ['a line break at its end', `${encoded('T:a:1')}\n`],
    ['the other base64 alphabet', Buffer.from('T:a:???>>>').toString('base64')],
    ['stray bits in the last letter', encoded('T:a:1').replace(/E$/, 'F')],
    ['bytes that are not UTF-8', Buffer.from([...Buffer.from('T:a:'), 0xff]).toString('base64url')],
  ])('%s is no global id', (_, text) => {
    expect(decodeGlobalId(text)).toBeNull()
  })

  it.each([
    [{ type: 'customer', account: 'stripe', id: '1' }, /type/],
    [{ type: 'Customer', account: 'Stripe EU', id: '1' }, /account/],
    [{ type: 'Customer', account: 'stripe', id: '' }, /empty/],
    [{ type: 'Customer', account: 'stripe', id: '\uD800' }, /Unicode/],
  ])('refuses to write %j', (parts, message) => {
    expect(() => toGlobalId(parts)).toThrow(message)
  })
})
