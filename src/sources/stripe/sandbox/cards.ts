import type { Charge, PaymentIntent } from '../rows.ts'
import type { Complaint } from './problems.ts'

type Details = NonNullable<Charge['payment_method_details']>

/** What a test payment method does when it is charged (docs.stripe.com/testing). */
export interface TestCard {
  readonly details: Details
  readonly decline: Complaint | null
  /** The payer's bank asks who they are first. */
  readonly needsAction: boolean
}

const card = (brand: string, last4: string): Details => ({
  type: 'card',
  card: { brand, last4, exp_month: 8, exp_year: 2030, funding: 'credit', country: 'US' },
})

const declined = (decline_code: string, message = 'Your card was declined.'): Complaint => ({
  code: 'card_declined',
  decline_code,
  advice_code: decline_code === 'insufficient_funds' ? 'try_again_later' : 'do_not_try_again',
  message,
})

const DECLINES: Readonly<Record<string, Complaint>> = {
  chargeDeclined: declined('generic_decline'),
  chargeDeclinedInsufficientFunds: declined('insufficient_funds', 'Your card has insufficient funds.'),
  chargeDeclinedLostCard: declined('lost_card'),
  chargeDeclinedStolenCard: declined('stolen_card'),
  chargeDeclinedFraudulent: declined('fraudulent'),
  chargeDeclinedExpiredCard: { code: 'expired_card', message: 'Your card has expired.', param: 'exp_month' },
  chargeDeclinedIncorrectCvc: {
    code: 'incorrect_cvc',
    message: 'Your card’s security code is incorrect.',
    param: 'cvc',
  },
  chargeDeclinedProcessingError: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
}

const SUCCEEDING: Readonly<Record<string, Details>> = {
  pm_card_visa: card('visa', '4242'),
  pm_card_mastercard: card('mastercard', '4444'),
  pm_card_amex: card('amex', '8431'),
}

const AUTHENTICATED = ['pm_card_threeDSecure2Required', 'pm_card_authenticationRequired']

/** The test card that a payment method stands for; undefined when there is none. */
export const testCardOf = (paymentMethod: string): TestCard | undefined => {
  const good = SUCCEEDING[paymentMethod]
  if (good) return { details: good, decline: null, needsAction: false }
  const details = card('visa', '0002')
  if (AUTHENTICATED.includes(paymentMethod)) return { details, decline: null, needsAction: true }
  const decline = DECLINES[paymentMethod.replace(/^pm_card_(visa_)?/, '')]
  return decline && { details, decline, needsAction: false }
}

/** What an intent remembers of a decline. */
export const toLastError = (
  complaint: Complaint,
  charge: string,
): NonNullable<PaymentIntent['last_payment_error']> => ({
  type: 'card_error',
  charge,
  message: complaint.message,
  ...(complaint.code !== undefined && { code: complaint.code }),
  ...(complaint.decline_code !== undefined && { decline_code: complaint.decline_code }),
})
