import type { Price, Product } from '../rows.ts'
import { put, type StripeWorld } from './world.ts'

/** When the shop opened: 1 June 2026, 09:00 UTC, in seconds. */
export const OPENED = 1_780_304_400

const product = (word: string, name: string, facts: Partial<Product> = {}): Product => ({
  id: `prod_${word}`,
  object: 'product',
  active: true,
  created: OPENED,
  default_price: null,
  description: null,
  images: [`https://images.example.com/${word}.png`],
  livemode: false,
  metadata: { tier: word },
  name,
  unit_label: 'seat',
  updated: OPENED,
  url: `https://shop.example.com/${word}`,
  ...facts,
})

const price = (
  id: string,
  product: string,
  facts: Pick<Price, 'currency' | 'unit_amount'> & Partial<Price>,
): Price => ({
  id: `price_${id}`,
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  created: OPENED,
  livemode: false,
  lookup_key: id.replaceAll('_', '-'),
  metadata: {},
  nickname: null,
  product: `prod_${product}`,
  recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed', trial_period_days: null },
  tax_behavior: 'exclusive',
  type: 'recurring',
  unit_amount_decimal: facts.unit_amount === null ? null : String(facts.unit_amount),
  ...facts,
})

/** Amounts of a month of Pro as Stripe counts them: ISK with two digits, JPY with none. */
const PRO = { usd: 4_900, eur: 4_500, gbp: 3_900, chf: 4_400, jpy: 7_200, isk: 690_000 }

const once = { type: 'one_time', recurring: null } as const

/** Adds what the shop sells. */
export const addCatalogue = (world: StripeWorld): void => {
  put(world.products, product('classic', 'Classic', { active: false, description: 'No longer sold.' }))
  put(world.products, product('support', 'Support hour', { unit_label: 'hour', default_price: 'price_support' }))
  put(world.products, product('basic', 'Basic', { default_price: 'price_basic_monthly' }))
  put(world.products, product('pro', 'Pro', { default_price: 'price_pro_usd', description: 'All of it, for teams.' }))
  put(world.prices, price('classic', 'classic', { currency: 'usd', unit_amount: 900, active: false }))
  put(world.prices, price('support', 'support', { currency: 'usd', unit_amount: 12_000, ...once }))
  put(world.prices, price('traffic', 'basic', { currency: 'usd', unit_amount: null, unit_amount_decimal: '0.05' }))
  put(world.prices, price('basic_monthly', 'basic', { currency: 'usd', unit_amount: 1_500 }))
  for (const [currency, amount] of Object.entries(PRO))
    put(world.prices, price(`pro_${currency}`, 'pro', { currency, unit_amount: amount }))
}
