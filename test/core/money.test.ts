import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currencyDigits, toDecimal, toMoney } from '../../src/core/money.ts'

describe('money', () => {
  it.each([
    [1250, 'usd', '12.50'],
    [5, 'USD', '0.05'],
    [0, 'EUR', '0.00'],
    [-1250, 'EUR', '-12.50'],
    [-5, 'EUR', '-0.05'],
    [1250, 'jpy', '1250'],
    [-1, 'JPY', '-1'],
    [1250, 'KWD', '1.250'],
    [1, 'CLF', '0.0001'],
    [100_000, 'HUF', '1000.00'],
    [100_000, 'IDR', '1000.00'],
    [9_007_199_254_740_991, 'USD', '90071992547409.91'],
  ])('%d minor units of %s are %s', (minorUnits, currency, decimal) => {
    expect(toDecimal(toMoney(minorUnits, currency))).toBe(decimal)
  })

  it.each([
    [500, 'isk', 2, 5],
    [5, 'mga', 0, 500],
    [-700, 'UGX', 2, -7],
    [1250, 'usd', 2, 1250],
  ])('%d %s counted with %d digits by the vendor are %d minor units', (amount, currency, digits, minorUnits) => {
    expect(toMoney(amount, currency, digits)).toEqual({ minorUnits, currency: currency.toUpperCase() })
  })

  it('a decimal has the currency’s digits and gives back the minor units', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('USD', 'JPY', 'KWD', 'CLF'), (minorUnits, currency) => {
        const decimal = toDecimal({ minorUnits, currency })
        expect(decimal.split('.')[1]?.length ?? 0).toBe(currencyDigits(currency))
        expect(BigInt(decimal.replace('.', ''))).toBe(BigInt(minorUnits))
      }),
    )
  })

  it.each([0.5, Number.NaN, 2 ** 53])('an amount of %d minor units is a vendor’s wrong shape', (minorUnits) => {
    expect(() => toDecimal({ minorUnits, currency: 'USD' })).toThrow(/whole number of minor units/)
  })
})
