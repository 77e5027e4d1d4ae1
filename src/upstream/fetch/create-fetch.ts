import { HeadwatersError, isHeadwatersError } from '../../core/headwaters-error.ts'
import { systemClock } from '../system-clock.ts'
import { createToCall } from './fetch-call.ts'
import { createFetchLine } from './fetch-line.ts'
import type { FetchInit, FetchOptions, HeadwatersFetch } from './options.ts'
import { toOutgoing, type Outgoing } from './outgoing.ts'
import { toRedirected } from './redirect.ts'
import { toResponse } from './to-response.ts'

const DEFAULT_MAX_REDIRECTS = 20

/** The standard's own reason where the caller left by its own signal: SDKs look for it. */
const toThrown = (thrown: unknown, { signal }: Outgoing): unknown =>
  isHeadwatersError(thrown) && thrown.code === 'CANCELLED' && signal.aborted ? signal.reason : thrown

/**
 * Makes a `fetch` that goes through the line: cache, coalescing, retry, breaker, limiter, deadline and egress rules under any
 * SDK that takes a fetch. Answers with a bad status resolve, as the standard says, after the line has judged them.
 */
export const createFetch = (options: FetchOptions): HeadwatersFetch => {
  const { clock = systemClock, maxRedirects = DEFAULT_MAX_REDIRECTS, name = 'fetch', observe = () => {} } = options
  const line = createFetchLine(options)
  const toCall = createToCall(options, observe)

  const follow = async (first: Outgoing): Promise<Response> => {
    const deadlineAtMs = clock.now() + first.deadlineMs
    let outgoing = first
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      const answer = await line.send(toCall(outgoing, deadlineAtMs))
      const next = toRedirected(outgoing, answer, name)
      if (next === null) return toResponse(answer, { url: outgoing.url, redirected: redirects > 0 })
      if (answer.value.body instanceof ReadableStream) await answer.value.body.cancel()
      outgoing = next
    }
    const message = `${name} answered with more than ${maxRedirects} redirects in a row.`
    throw new HeadwatersError('UPSTREAM_REJECTED', message, { source: name, shouldRetry: false })
  }

  const fetch = async (input: string | URL | Request, init: FetchInit = {}): Promise<Response> => {
    const outgoing = await toOutgoing(input, init, options)
    if (outgoing.signal.aborted) throw outgoing.signal.reason
    try {
      return await follow(outgoing)
    } catch (thrown) {
      throw toThrown(thrown, outgoing)
    }
  }
  return Object.assign(fetch, { close: line.close })
}
