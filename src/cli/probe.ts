import type { Config } from '../config/read-config.ts'
import type { MountPlan } from '../config/read-sources.ts'
import { isHeadwatersError, type HeadwatersError } from '../core/headwaters-error.ts'
import type { UpstreamEvent } from '../core/upstream-event.ts'
import type { RequestContext } from '../graph/context.ts'
import { argumentsOf } from '../kit/arguments-of.ts'
import { createVerbs } from '../kit/create-verbs.ts'
import type { AnySource } from '../kit/define-source.ts'
import type { Declared } from '../kit/operation.ts'
import type { LineStatus } from '../upstream/line.ts'
import { commandContext, withMounted } from './mounted-for-command.ts'

/** What came of asking a source for something harmless. */
export interface Probe {
  readonly operation: string | null
  readonly baseUrl: string
  readonly error: HeadwatersError | null
  readonly durationMs: number
  /** The vendor's `Date` header; null where there was none. */
  readonly date: string | null
  readonly quotas: LineStatus['quotas']
}

type Asked = readonly [name: string, args: object]

/** As few rows as a list may be asked for. */
const smallest = ({ pages }: Declared): object => (pages === null ? {} : { [pages.size]: 1 })

/** A read that needs nothing, and else any read with the sandbox's sample: a live vendor that does not know it has answered all the same. */
const chooseProbe = (source: AnySource): Asked | null => {
  const reads = Object.entries(source.operations).filter(([, { kind }]) => kind === 'read')
  const free = reads.find(([, operation]) =>
    argumentsOf(operation).every(({ name, isRequired }) => !isRequired || name === operation.pages?.size),
  )
  if (free !== undefined) return [free[0], smallest(free[1])]
  const [any] = reads
  if (any === undefined) return null
  return [any[0], source.sandbox({ wallNow: () => Date.now() }).samples[any[0]] ?? {}]
}

type CallVerb = (args: object, context: RequestContext) => Promise<unknown>

const tryCall = async (verb: CallVerb, args: object, context: RequestContext): Promise<HeadwatersError | null> => {
  try {
    await verb(args, context)
    return null
  } catch (thrown) {
    if (isHeadwatersError(thrown)) return thrown
    throw thrown
  }
}

const dateOf = (events: readonly UpstreamEvent[]): string | null => {
  const answered = events.findLast((event) => event.type === 'wire' && event.direction === 'response')
  return answered?.type === 'wire' ? (answered.headers['date'] ?? null) : null
}

/** Asks one account of a source for something harmless, through its line. */
export const probeSource = (
  plan: MountPlan,
  config: Pick<Config, 'secret' | 'egress'>,
  timeoutMs: number,
): Promise<Probe> =>
  withMounted(plan, config, async ({ mounted, registry }) => {
    const asked = chooseProbe(plan.source)
    const events: UpstreamEvent[] = []
    const call = createVerbs(plan.source, registry).call
    const error =
      asked === null ? null : await tryCall(call[asked[0]] as CallVerb, asked[1], commandContext(timeoutMs, events))
    const attempt = events.findLast((event) => event.type === 'attempt')
    return {
      operation: asked?.[0] ?? null,
      baseUrl: mounted.api.baseUrl,
      error,
      durationMs: attempt?.durationMs ?? 0,
      date: dateOf(events),
      quotas: mounted.line.status(mounted.credential.fingerprint).quotas,
    }
  })
