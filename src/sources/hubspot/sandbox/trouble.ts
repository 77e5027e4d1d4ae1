import { refuse } from '../../../kit/index.ts'

/** The correlation id of everything that the sandbox says no to. */
export const CORRELATION_ID = '5a4d1c1e-7f0b-4b53-9d0e-3a6f2c9b7e10'

const MESSAGES: Readonly<Record<number, readonly [category: string, message: string]>> = {
  400: ['VALIDATION_ERROR', 'Invalid input JSON on line 1, column 1: the request does not have the expected shape'],
  401: ['INVALID_AUTHENTICATION', 'Authentication credentials not found. This API supports OAuth 2.0 authentication.'],
  404: ['OBJECT_NOT_FOUND', 'resource not found'],
  409: ['CONFLICT', 'The object was changed meanwhile'],
}

/** HubSpot's error body for a status. */
export const refusal = (status: number): object => {
  if (status === 403) {
    return {
      status: 'error',
      message: "This app hasn't been granted all required scopes to make this call.",
      correlationId: CORRELATION_ID,
      errors: [
        {
          message: 'One or more of the following scopes are required.',
          context: { requiredGranularScopes: ['crm.objects.contacts.read'] },
        },
      ],
      category: 'MISSING_SCOPES',
    }
  }
  if (status === 429) {
    return {
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      correlationId: CORRELATION_ID,
      policyName: 'TEN_SECONDLY_ROLLING',
    }
  }
  const [category, message] = MESSAGES[status] ?? ['INTERNAL_ERROR', 'internal error']
  return { status: 'error', message, correlationId: CORRELATION_ID, category }
}

/** What is wrong with one object that should be written. */
export interface Trouble {
  readonly status: 400 | 404 | 409
  readonly category: string
  readonly message: string
}

/** A property whose value HubSpot does not take, in its own form: a list as JSON inside of the message. */
export const invalidProperty = (name: string, error: string): Trouble => ({
  status: 400,
  category: 'VALIDATION_ERROR',
  message: `Property values were not valid: ${JSON.stringify([{ isValid: false, message: `${name} is not valid`, error, name }])}`,
})

/** An object that is there already. */
export const alreadyExists = (noun: string, id: string): Trouble => ({
  status: 409,
  category: 'CONFLICT',
  message: `${noun} already exists. Existing ID: ${id}`,
})

/** An object that is not there. */
export const notFound = (): Trouble => ({ status: 404, category: 'OBJECT_NOT_FOUND', message: 'resource not found' })

/** Says no to a whole request. */
export const refuseWith = ({ status, category, message }: Trouble): never =>
  refuse(status, { status: 'error', message, correlationId: CORRELATION_ID, category })
