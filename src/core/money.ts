import { HeadwatersError } from './headwaters-error.ts'

/** An amount in the currency's smallest unit, as ISO 4217 counts it. */
export interface Money {
  /** Whole minor units (cents for USD, yen for JPY). */
  readonly minorUnits: number
  /** ISO 4217, upper case. */
  readonly currency: string
}

// ISO 4217, list one, "minor unit". Not from Intl: its digits are what people write (none for HUF, IDR, PKR and more),
// not what banks and vendors count in.
const DIGITS = new Map<string, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
])

/** How many decimal digits a currency's minor unit has (ISO 4217): 2 for most, 0 for JPY, 3 for KWD. */
export const currencyDigits = (currency: string): number => DIGITS.get(currency.toUpperCase()) ?? 2

/**
 * Makes {@link Money} from a vendor's amount and its currency in any case. `vendorDigits` is for the currencies that a
 * vendor counts in other units than ISO 4217 does (Stripe: ISK and UGX with 2 digits, MGA with none).
 */
export const toMoney = (amount: number, currency: string, vendorDigits = currencyDigits(currency)): Money => {
  const shift = currencyDigits(currency) - vendorDigits
  // Dividing by a whole power of ten keeps whole results exact; multiplying by 0.01 would not.
  const minorUnits = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift
  return { minorUnits, currency: currency.toUpperCase() }
}

/** Writes an amount in major units with exactly the currency's digits: `-12.50`, `700` for JPY. */
export const toDecimal = ({ minorUnits, currency }: Money): string => {
  if (!Number.isSafeInteger(minorUnits)) {
    throw new HeadwatersError('UPSTREAM_SHAPE', 'The vendor’s amount is not a whole number of minor units.')
  }
  const digits = currencyDigits(currency)
  const text = String(Math.abs(minorUnits)).padStart(digits + 1, '0')
  const sign = minorUnits < 0 ? '-' : ''
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
