import { toMoney, type Money } from '../../kit/index.ts'

/**
 * How many digits Stripe counts where ISO 4217 says another number: ISK and UGX have none but are sent as if they had
 * two, MGA has two but is sent in whole ariary (docs.stripe.com/currencies, "Special cases" and "Zero-decimal").
 */
const DIGITS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 }

/** Powers of ten from ISO 4217's minor units to Stripe's. */
const SHIFT: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: -2 }

/** Money from an amount as Stripe counts it. */
export const fromStripeAmount = (amount: number, currency: string): Money =>
  toMoney(amount, currency, DIGITS[currency.toUpperCase()])

/** The amount as Stripe counts it; a fraction where the currency has no such small unit there. */
export const toStripeAmount = ({ minorUnits, currency }: Money): number => {
  const shift = SHIFT[currency.toUpperCase()] ?? 0
  return shift >= 0 ? minorUnits * 10 ** shift : minorUnits / 10 ** -shift
}
