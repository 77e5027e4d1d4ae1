import { z } from '../../kit/index.ts'

/** Stripe's error body (docs.stripe.com/api/errors). */
export const Problem = z.object({
  error: z.object({
    type: z.string(),
    code: z.string().optional(),
    decline_code: z.string().optional(),
    advice_code: z.string().optional(),
    message: z.string().optional(),
    param: z.string().optional(),
    payment_intent: z.object({ id: z.string() }).optional(),
  }),
})

/** Stripe's error body, read. */
export type StripeProblem = z.output<typeof Problem>

/** Stripe's word for what went wrong. Some errors have a type alone. */
export const wordOf = ({ error }: StripeProblem): string => error.code ?? error.type

/** A key as Stripe quotes it: with its kind, and its middle in asterisks. */
const QUOTED_KEY = /\b(?:sk|rk|pk|ek|whsec)_[\w*]+/g

/** Stripe's sentence without the key that some quote in parts: what lacks a permission names the permission, too. */
export const messageOf = ({ error }: StripeProblem): string | undefined =>
  error.message === undefined || /invalid api key|expired api key/i.test(error.message)
    ? undefined
    : error.message.replace(QUOTED_KEY, '…')

/** `address[postal_code]` → `address.postalCode`: the name that our inputs have for it. */
const toField = (param: string): string =>
  param.replace(/\[([^\]]*)\]/g, '.$1').replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** The parameter that Stripe finds fault with. */
export const detailsOf = (problem: StripeProblem) => {
  const { param } = problem.error
  return param === undefined ? [] : [{ field: toField(param), issue: messageOf(problem) ?? wordOf(problem) }]
}
