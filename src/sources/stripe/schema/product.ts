import type { RowFields } from '../../../kit/index.ts'
import { fromStripeAmount } from '../amounts.ts'
import type { Price, StripeDesk } from '../rows.ts'
import { metadataField, type StripeTypes, type TypesOf } from './types.ts'
import { moment, text } from './fields.ts'
import { defineWords } from './words.ts'

/** Adds the type StripeProduct. */
export const addProduct = ({ node, load, page }: StripeDesk, typesOf: TypesOf): StripeTypes['product'] =>
  node('StripeProduct', load.product, {
    description: 'Something that is sold; what it costs stands in its prices.',
    id: (product) => product.id,
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Its name, as customers see it.' }),
      description: t.string(text('What it is, as customers see it.', (product) => product.description)),
      active: t.exposeBoolean('active', { description: 'Whether it can be bought now.' }),
      unitLabel: t.string(text('The word for one unit of it: `seat`.', (product) => product.unit_label)),
      images: t.field({
        type: ['URL'],
        description: 'Addresses of pictures; at most 8.',
        resolve: (product) => [...product.images],
      }),
      url: t.field({
        type: 'URL',
        nullable: true,
        description: 'Its public page.',
        resolve: (product) => product.url,
      }),
      created: t.field(moment('When it was created.', (product) => product.created)),
      updated: t.field(moment('When it was changed last.', (product) => product.updated)),
      livemode: t.exposeBoolean('livemode', { description: 'True for real money, false for test data.' }),
      metadata: t.field(metadataField(typesOf)),
      defaultPrice: t.load(load.price, {
        description: 'The price that is offered first, if one is.',
        type: typesOf().price,
        key: (product) => product.default_price,
      }),
      prices: t.pages(page.prices, {
        description: 'Its prices, newest first.',
        type: typesOf().price,
        args: { active: t.arg.boolean({ description: 'Only those that can, or cannot, be used now.' }) },
        with: ({ id }, { active }) => ({ product: id, active }),
      }),
    }),
  })

const addPriceWords = (builder: StripeDesk['builder']) => ({
  type: defineWords(builder, 'StripePriceType', {
    description: 'Whether a price is paid once or again and again.',
    words: { one_time: 'Paid once.', recurring: 'Paid again and again.' },
  }),
  interval: defineWords(builder, 'StripeInterval', {
    description: 'The unit of a billing period.',
    words: { day: 'Days.', week: 'Weeks.', month: 'Months.', year: 'Years.' },
  }),
  usage: defineWords(builder, 'StripeUsageType', {
    description: 'What the quantity of a recurring price is.',
    words: { licensed: 'A number that is set.', metered: 'What was used, as it is measured.' },
  }),
  tax: defineWords(builder, 'StripeTaxBehavior', {
    description: 'Whether tax is in a price.',
    words: { inclusive: 'Tax is in it.', exclusive: 'Tax comes on top.', unspecified: 'Not said yet.' },
  }),
})

type PriceWords = ReturnType<typeof addPriceWords>

const recurrence = (t: RowFields<Price>, words: PriceWords) => ({
  interval: t.field({
    type: words.interval,
    nullable: true,
    description: 'The unit of its billing period; null when paid once.',
    resolve: ({ recurring }) => recurring?.interval ?? null,
  }),
  intervalCount: t.int({
    nullable: true,
    description: 'How many of those make a billing period; null when paid once.',
    resolve: ({ recurring }) => recurring?.interval_count ?? null,
  }),
  usageType: t.field({
    type: words.usage,
    nullable: true,
    description: 'What its quantity is; null when paid once.',
    resolve: ({ recurring }) => recurring?.usage_type ?? null,
  }),
})

const priceFacts = (t: RowFields<Price>, words: PriceWords) => ({
  type: t.field({ type: words.type, nullable: true, description: 'Once, or recurring.', resolve: ({ type }) => type }),
  active: t.exposeBoolean('active', { description: 'Whether it can be used for new purchases.' }),
  nickname: t.exposeString('nickname', { nullable: true, description: 'A name that only your own people see.' }),
  lookupKey: t.exposeString('lookup_key', { nullable: true, description: 'Your own key for it: `pro-monthly`.' }),
  unitAmount: t.field({
    type: 'Money',
    nullable: true,
    description: 'What one unit costs; null for tiers, free choice, and fractions of the smallest unit.',
    resolve: ({ unit_amount: amount, currency }) => (amount === null ? null : fromStripeAmount(amount, currency)),
  }),
  unitAmountDecimal: t.exposeString('unit_amount_decimal', {
    nullable: true,
    description: 'The same in Stripe’s own smallest unit, with up to 12 digits after the point: `0.05`.',
  }),
  currency: t.expose('currency', { type: 'Currency', description: 'The currency (ISO 4217).' }),
  taxBehavior: t.field({
    type: words.tax,
    nullable: true,
    description: 'Whether tax is in it.',
    resolve: (price) => price.tax_behavior,
  }),
  created: t.field(moment('When it was created.', (price) => price.created)),
})

/** Adds the type StripePrice. */
export const addPrice = ({ node, builder, load }: StripeDesk, typesOf: TypesOf): StripeTypes['price'] => {
  const words = addPriceWords(builder)
  return node('StripePrice', load.price, {
    description: 'What a product costs: how much, in which currency, how often.',
    id: (price) => price.id,
    fields: (t) => ({
      ...priceFacts(t, words),
      ...recurrence(t, words),
      metadata: t.field(metadataField(typesOf)),
      product: t.load(load.product, {
        description: 'What is sold; null when it was deleted.',
        type: typesOf().product,
        key: (price) => price.product,
      }),
    }),
  })
}

/** Adds the reads of products and prices. */
export const addProductReads = ({ query, load, page }: StripeDesk, types: StripeTypes): void =>
  query((t) => ({
    product: t.load(load.product, {
      description: 'One product; null when there is none of this id, or when it was deleted.',
      type: types.product,
      args: { id: t.arg.id({ required: true, description: 'Stripe’s id (`prod_…`) or a global id.' }) },
      ids: { id: 'StripeProduct' },
      key: (_, { id }) => id,
    }),
    products: t.pages(page.products, {
      description: 'Products, newest first.',
      type: types.product,
      args: { active: t.arg.boolean({ description: 'Only those that can, or cannot, be bought now.' }) },
      with: (_, { active }) => ({ active }),
    }),
    price: t.load(load.price, {
      description: 'One price; null when there is none of this id.',
      type: types.price,
      args: { id: t.arg.id({ required: true, description: 'Stripe’s id (`price_…`) or a global id.' }) },
      ids: { id: 'StripePrice' },
      key: (_, { id }) => id,
    }),
    prices: t.pages(page.prices, {
      description: 'Prices, newest first.',
      type: types.price,
      args: {
        product: t.arg.id({ description: 'Only of this product.' }),
        active: t.arg.boolean({ description: 'Only those that can, or cannot, be used now.' }),
        currency: t.arg({ type: 'Currency', description: 'Only in this currency.' }),
        lookupKeys: t.arg.stringList({ description: 'Only with one of these keys of your own; at most 10.' }),
      },
      ids: { product: 'StripeProduct' },
      with: (_, { product, active, currency, lookupKeys }) => ({
        product,
        active,
        currency: currency?.toLowerCase(),
        lookup_keys: lookupKeys ?? undefined,
      }),
    }),
  }))
