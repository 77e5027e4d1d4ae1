import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCursor, sealCursor } from '../../src/core/cursor.ts'

const position = fc.record({ at: fc.option(fc.string({ unit: 'binary' })), skip: fc.nat() })
const key = fc.oneof(fc.string({ minLength: 1 }), fc.uint8Array({ minLength: 1, maxLength: 64 }))
const bytesOf = (secret: string | Uint8Array): string => Buffer.from(secret).toString('hex').padEnd(128, '0')

describe('cursor', () => {
  it('gives back the position it was sealed with', () => {
    fc.assert(
      fc.property(key, fc.string(), position, (secret, scope, place) => {
        expect(openCursor(secret, scope, sealCursor(secret, scope, place))).toEqual({ position: place })
      }),
    )
  })

  it('is refused when any bit of it is flipped', () => {
    const text = sealCursor('key', 'stripe.customers', { at: 'cus_1', skip: 3 })
    const bytes = Buffer.from(text, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(openCursor('key', 'stripe.customers', flipped.toString('base64url'))).toEqual({
        problem: bit < 8 ? 'malformed' : 'forged',
      })
    }
  })

  it('is refused when any letter of it is another, cut off or added', () => {
    fc.assert(
      fc.property(position, fc.nat(), fc.base64String({ minLength: 1, maxLength: 4 }), (place, index, other) => {
        const text = sealCursor('key', 'scope', place)
        const cut = index % text.length
        for (const changed of [
          text.slice(0, cut),
          `${text}${other}`,
          text.slice(0, cut) + other + text.slice(cut + 1),
        ]) {
          if (changed !== text) expect(openCursor('key', 'scope', changed)).toHaveProperty('problem')
        }
      }),
    )
  })

  it('of another scope is "elsewhere"', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), position, (scope, other, place) => {
        fc.pre(scope !== other)
        expect(openCursor('key', other, sealCursor('key', scope, place))).toEqual({ problem: 'elsewhere' })
      }),
    )
  })

  it('by another key is "forged", whatever its scope', () => {
    fc.assert(
      fc.property(key, key, position, fc.boolean(), (secret, other, place, sameScope) => {
        // HMAC pads short keys with zero bytes, so those are the same key.
        fc.pre(bytesOf(secret) !== bytesOf(other))
        const sealed = sealCursor(secret, 'scope', place)
        expect(openCursor(other, sameScope ? 'scope' : 'other', sealed)).toEqual({ problem: 'forged' })
      }),
    )
  })

  it.each(['', 'cus_123', 'Y3Vyc29yOnYyOpHOAAE=', 'not a cursor', 'AQ', 'AQ'.repeat(12), 'AQ'.repeat(12) + '='])(
    '%j is malformed',
    (text) => {
      expect(openCursor('key', 'scope', text)).toEqual({ problem: 'malformed' })
    },
  )

  it('any text at all gets an answer, never a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String({ minLength: 40 })), (text) => {
        expect(openCursor('key', 'scope', text)).toHaveProperty('problem')
      }),
    )
  })

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses to seal skip: %d', (skip) => {
    expect(() => sealCursor('key', 'scope', { at: null, skip })).toThrow(/skip/)
  })
})
