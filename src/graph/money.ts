import { toDecimal } from '../core/money.ts'
import type { GraphBuilder } from './builder.ts'

/** Adds the type Money to a builder. */
export const addMoney = (builder: GraphBuilder): void => {
  builder.objectType('Money', {
    description: 'An amount of money in one currency.',
    fields: (t) => ({
      minorUnits: t.expose('minorUnits', {
        type: 'SafeInt',
        description: 'The amount in the currency’s smallest unit (ISO 4217): 1250 is 12.50 USD, or 1250 JPY.',
      }),
      currency: t.expose('currency', { type: 'Currency', description: 'The currency (ISO 4217).' }),
      decimal: t.string({
        description:
          'The same amount in major units, with as many digits as the currency has: `12.50`, `1250` for JPY.',
        resolve: toDecimal,
      }),
    }),
  })
}
