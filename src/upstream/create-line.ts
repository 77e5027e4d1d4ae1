import { createBreaker } from './breaker.ts'
import { cache } from './cache.ts'
import type { Exchange, Policy } from './call.ts'
import { createClassify } from './classify.ts'
import { coalesce } from './coalesce.ts'
import { credential } from './credential.ts'
import { deadline } from './deadline.ts'
import { decode } from './decode.ts'
import { graphqlExchange } from './graphql-exchange.ts'
import { identify } from './identify.ts'
import { createLimiter } from './limiter.ts'
import type { CreateLine } from './line.ts'
import { createNotices } from './notices.ts'
import { report } from './report.ts'
import { retry } from './retry.ts'
import { sign } from './sign.ts'
import { createRecentAttempts } from './status.ts'
import { timeout } from './timeout.ts'
import { createTransport } from './transport.ts'
import { wire } from './wire.ts'

/** Wraps from the inside out, so that lists are written outermost first. */
const compose = <Step>(steps: readonly ((next: Step) => Step)[], innermost: Step): Step =>
  steps.reduceRight((next, step) => step(next), innermost)

/** Builds the outbound line of one vendor. The two lists are the line, in its order. */
export const createLine: CreateLine = (profile, parts) => {
  const { clock, random, answers, tags } = parts
  const classify = createClassify(profile, clock)
  const transport = createTransport(profile, clock, parts.egress)
  const breaker = createBreaker(profile.breaker, clock, profile.timeouts)
  const limiter = createLimiter({ profile, clock, refusal: breaker.refusal })
  const [recent, notices] = [createRecentAttempts(clock), createNotices(clock)]

  const exchange = compose<Exchange>(
    [
      limiter.listen,
      notices.listen,
      graphqlExchange,
      identify(parts.userAgent),
      ...(parts.traceWire ? [wire] : []),
      sign,
      timeout(profile.timeouts, clock),
    ],
    transport.exchange,
  )

  const policies: readonly Policy[] = [
    report({ clock }),
    deadline({ clock }),
    cache({ answers, tags, clock }),
    coalesce({ tags, clock }),
    retry({ options: profile.retry, clock, random }),
    credential(),
    breaker.policy,
    limiter.policy,
  ]

  return {
    send: compose(policies, decode({ exchange, classify, clock, onAttempt: recent.add, onDrift: notices.drifted })),
    status: (fingerprint) => ({
      breakers: breaker.status(),
      quotas: limiter.status(fingerprint),
      recent: recent.read(),
      ...notices.status(),
    }),
    close: transport.close,
  }
}
