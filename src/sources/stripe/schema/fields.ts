import { fromStripeAmount } from '../amounts.ts'

/** A moment from Stripe's seconds since 1970. */
export const toDate = (seconds: number): Date => new Date(seconds * 1_000)

/** Stripe's seconds since 1970 from a moment; `lt` and `gte` count whole seconds, so a fraction is rounded up. */
export const toSeconds = (moment: Date | null | undefined): number | undefined =>
  moment ? Math.ceil(moment.getTime() / 1_000) : undefined

/** The options of a field that is an amount in the row's currency. */
export const money = <Row extends { readonly currency: string }>(
  description: string,
  amount: (row: Row) => number | null,
) => ({
  type: 'Money' as const,
  nullable: true as const,
  description,
  resolve: (row: Row) => {
    const value = amount(row)
    return value === null ? null : fromStripeAmount(value, row.currency)
  },
})

/** The options of a field that is a moment; null where Stripe has none. */
export const moment = <Row>(description: string, seconds: (row: Row) => number | null | undefined) => ({
  type: 'DateTime' as const,
  nullable: true as const,
  description,
  resolve: (row: Row) => {
    const value = seconds(row)
    return value === null || value === undefined ? null : toDate(value)
  },
})

/** The options of a field that is a text; null where Stripe has none. */
export const text = <Row>(description: string, read: (row: Row) => string | null | undefined) => ({
  nullable: true as const,
  description,
  resolve: (row: Row) => read(row) ?? null,
})

/** What most of Stripe's lists can be narrowed by, as Stripe wants it. */
export const createdBetween = (after: Date | null | undefined, before: Date | null | undefined) => {
  const [gte, lt] = [toSeconds(after), toSeconds(before)]
  if (gte === undefined && lt === undefined) return undefined
  return { ...(gte !== undefined && { gte }), ...(lt !== undefined && { lt }) }
}
