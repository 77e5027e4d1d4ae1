import { refuse } from '../../../kit/index.ts'

/** What Stripe says of an error (docs.stripe.com/api/errors). */
export interface Complaint {
  readonly type?: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  readonly code?: string
  readonly message: string
  readonly param?: string
  readonly decline_code?: string
  readonly advice_code?: string
  readonly charge?: string
  readonly payment_intent?: object
}

/** Stripe's error body. */
export const problem = (complaint: Complaint): object => ({
  error: {
    type: 'invalid_request_error',
    ...complaint,
    ...(complaint.code !== undefined && {
      doc_url: `https://stripe.com/docs/error-codes/${complaint.code.replaceAll('_', '-')}`,
    }),
  },
})

/** Refuses a request whose parameters cannot be used. */
export const reject = (complaint: Complaint): never => refuse(400, problem(complaint))

/** Refuses because there is no such object: 404 for the object of the path, 400 for one that a parameter names. */
export const missing = (noun: string, id: string, param: string): never =>
  refuse(param === 'id' ? 404 : 400, problem({ code: 'resource_missing', message: `No such ${noun}: '${id}'`, param }))

/** Refuses because a card was declined. */
export const decline = (complaint: Complaint): never => refuse(402, problem({ ...complaint, type: 'card_error' }))

const BY_STATUS: Readonly<Record<number, Complaint>> = {
  400: { message: 'Received a parameter that is unknown or of the wrong type.', code: 'parameter_unknown' },
  401: { message: 'Invalid API Key provided: sandbox_***' },
  402: {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
  },
  403: { message: 'The provided key does not have the required permissions for this endpoint.' },
  404: { message: 'Unrecognized request URL. Please see https://stripe.com/docs.' },
  409: {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: 'There is currently another in-progress request using this Idempotency Key.',
  },
  429: { code: 'rate_limit', message: 'Testmode request rate limit exceeded, the rate limits in testmode are lower.' },
}

/** What Stripe answers with a status, whatever was asked. */
export const refusal = (status: number): object =>
  problem(
    BY_STATUS[status] ?? {
      type: status >= 500 ? 'api_error' : 'invalid_request_error',
      message: 'An unknown error occurred.',
    },
  )
