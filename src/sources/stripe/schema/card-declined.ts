import type { StripeDesk } from '../rows.ts'
import { Problem } from '../problem.ts'
import { text } from './fields.ts'

/** What Stripe said of a declined card. */
export interface CardDecline {
  readonly code: string | null
  readonly declineCode: string | null
  readonly adviceCode: string | null
  readonly paymentIntentId: string | null
}

/** Reads a declined card from Stripe's error body; null when the error is another. */
export const matchCardDecline = (problem: unknown): CardDecline | null => {
  const parsed = Problem.safeParse(problem)
  if (!parsed.success || parsed.data.error.type !== 'card_error') return null
  const { code, decline_code: declineCode, advice_code: adviceCode, payment_intent: intent } = parsed.data.error
  return {
    code: code ?? null,
    declineCode: declineCode ?? null,
    adviceCode: adviceCode ?? null,
    paymentIntentId: intent?.id ?? null,
  }
}

/** Adds StripeCardDeclinedError, an outcome of every mutation that charges. */
export const addCardDeclined = ({ expected }: StripeDesk) =>
  expected<CardDecline>({
    name: 'StripeCardDeclinedError',
    description: 'The card cannot be charged. Ask the payer for another one, or to call their bank.',
    matches: matchCardDecline,
    fields: (t) => ({
      reason: t.string(
        text('Stripe’s word for it: `card_declined`, `expired_card`, `incorrect_cvc`.', ({ facts }) => facts.code),
      ),
      declineCode: t.string(
        text(
          'The bank’s word for it: `insufficient_funds`; null when the bank said nothing.',
          ({ facts }) => facts.declineCode,
        ),
      ),
      adviceCode: t.string(
        text(
          'What to do: `try_again_later`, `do_not_try_again`, `confirm_card_data`.',
          ({ facts }) => facts.adviceCode,
        ),
      ),
      paymentIntentId: t.string(
        text(
          'Stripe’s id of the payment (`pi_…`), which can be confirmed again with another card.',
          ({ facts }) => facts.paymentIntentId,
        ),
      ),
    }),
  })

/** The declared outcome. */
export type CardDeclined = ReturnType<typeof addCardDeclined>
