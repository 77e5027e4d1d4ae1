import type { HeadwatersError } from '../core/headwaters-error.ts'
import type { Answer, Policy, Send, Sign, UpstreamCall } from './call.ts'
import { abortFailure, outcomeOf, toFailure } from './failure.ts'
import { createRenewals } from './renewals.ts'

/** Whether a fresh credential may help: the vendor answered 401, and there is a way to get another. */
const isStale = (call: UpstreamCall<unknown>, error: HeadwatersError): boolean =>
  error.code === 'UPSTREAM_UNAUTHENTICATED' && call.credential.renewable && !call.context.signal.aborted

/** Runs something that gets a credential; nothing was sent yet when it fails. */
const obtaining = async (call: UpstreamCall<unknown>, obtain: () => Promise<Sign>): Promise<Sign> => {
  try {
    return await obtain()
  } catch (thrown) {
    const facts = { beforeSending: true, ...outcomeOf(call, 'notApplied') }
    if (call.context.signal.aborted) throw abortFailure(call, facts)
    const error = toFailure(call, thrown)
    throw error.with({ source: call.source, operation: call.operation.name, ...facts, ...error.facts })
  }
}

/**
 * Obtains what is needed to sign. A 401 leads to exactly one renewal, shared by all who wait for it, and one further try
 * that costs no retry attempt.
 */
export const credential = (): Policy => {
  const renewals = createRenewals()
  return (next): Send =>
    async function credentialled<T>(call: UpstreamCall<T>): Promise<Answer<T>> {
      const { signal } = call.context
      const mark = renewals.mark(call.credential)
      const sign = await obtaining(call, () => call.credential.obtain({ renew: false, signal }))
      try {
        return await next({ ...call, sign })
      } catch (thrown) {
        if (!isStale(call, toFailure(call, thrown))) throw thrown
      }
      const fresh = await obtaining(call, () => renewals.renew(call.credential, mark, signal))
      return next({ ...call, sign: fresh })
    }
}
