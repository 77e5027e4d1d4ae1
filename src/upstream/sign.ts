import type { Exchange } from './call.ts'
import { failure } from './failure.ts'

/**
 * Attaches the credential, per attempt: a retry is signed afresh. It runs below the writing of a GraphQL body, so that a
 * scheme that signs the body sees the bytes that leave.
 */
export const sign =
  (next: Exchange): Exchange =>
  (call) => {
    if (call.sign !== null) return next({ ...call, request: call.sign(call.request) })
    return Promise.reject(
      failure(call, 'INTERNAL', { message: 'The call came to be signed without a credential.', beforeSending: true }),
    )
  }
