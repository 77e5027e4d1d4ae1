import { toStripeAmount } from '../amounts.ts'
import type { StripeDesk } from '../rows.ts'

type Builder = StripeDesk['builder']

/** What a caller sends as metadata. */
type Entries = readonly { readonly key: string; readonly value: string }[]

const addMetadataInput = (builder: Builder) =>
  builder.inputType('StripeMetadataInput', {
    description: 'A key and a value to note at an object.',
    fields: (t) => ({
      key: t.string({ required: true, description: 'The key; at most 40 characters, without square brackets.' }),
      value: t.string({ required: true, description: 'The value; at most 500 characters. Empty takes the key away.' }),
    }),
  })

const addAddressInput = (builder: Builder) =>
  builder.inputType('StripeAddressInput', {
    description: 'A postal address; any part may be left out.',
    fields: (t) => ({
      line1: t.string({ description: 'Street and number, or a post box.' }),
      line2: t.string({ description: 'Flat, suite or building.' }),
      city: t.string({ description: 'City, town or village.' }),
      state: t.string({ description: 'State, county or province.' }),
      postalCode: t.string({ description: 'ZIP or postal code.' }),
      country: t.string({ description: 'Two letters (ISO 3166-1 alpha-2): `GB`.' }),
    }),
  })

const addMoneyInput = (builder: Builder) =>
  builder.inputType('StripeMoneyInput', {
    description: 'An amount of money in one currency, counted as `Money` counts it.',
    fields: (t) => ({
      minorUnits: t.field({
        type: 'SafeInt',
        required: true,
        description: 'The amount in the currency’s smallest unit (ISO 4217): 1250 is 12.50 USD, or 1250 JPY.',
      }),
      currency: t.field({ type: 'Currency', required: true, description: 'The currency (ISO 4217): `USD`.' }),
    }),
  })

/** Adds the input types that several mutations take. */
export const addInputs = (builder: Builder) => ({
  metadata: addMetadataInput(builder),
  address: addAddressInput(builder),
  money: addMoneyInput(builder),
})

/** The input types that several mutations take. */
export type Inputs = ReturnType<typeof addInputs>

/** Metadata as Stripe takes it. */
export const toMetadata = (entries: Entries | null | undefined): Record<string, string> | undefined =>
  entries ? Object.fromEntries(entries.map(({ key, value }) => [key, value])) : undefined

/** What a caller sends as an address. */
interface AddressInput {
  readonly line1?: string | null | undefined
  readonly line2?: string | null | undefined
  readonly city?: string | null | undefined
  readonly state?: string | null | undefined
  readonly postalCode?: string | null | undefined
  readonly country?: string | null | undefined
}

/** An address as Stripe takes it; null takes the whole address away. */
export const toAddress = (address: AddressInput | null) => {
  if (address === null) return null
  const { postalCode, ...rest } = address
  return { ...rest, postal_code: postalCode }
}

/** An amount and its currency as Stripe takes them. */
export const toAmount = (money: { readonly minorUnits: number; readonly currency: string }) => ({
  amount: toStripeAmount(money),
  currency: money.currency.toLowerCase(),
})
