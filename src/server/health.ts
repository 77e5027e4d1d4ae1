import type { Clock } from '../core/clock.ts'
import { answerJson } from './answers.ts'
import type { Route } from './edge.ts'

/** Something without which requests would fail: resolves when it is there. */
export type ReadinessCheck = () => Promise<void>

/** How long one readiness check may take, in milliseconds. */
export const READINESS_TIMEOUT_MS = 2_000

/** What the health routes ask. */
export interface HealthOptions {
  /** Each by the name that `/readyz` answers with when it fails. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>
  readonly isDraining: () => boolean
  readonly clock: Clock
  /** Told why a check failed; outside only its name is. */
  readonly logFailure: (name: string, thrown: unknown) => void
}

const within = (check: ReadinessCheck, clock: Clock): Promise<void> =>
  new Promise((resolve, reject) => {
    const cancel = clock.schedule(READINESS_TIMEOUT_MS, () =>
      reject(new Error(`no answer within ${READINESS_TIMEOUT_MS} ms`)),
    )
    check().then(resolve, reject).finally(cancel)
  })

const findFailing = async ({ checks, clock, logFailure }: HealthOptions): Promise<readonly string[]> => {
  const outcomes = Object.entries(checks).map(async ([name, check]) => {
    try {
      await within(check, clock)
      return []
    } catch (thrown) {
      logFailure(name, thrown)
      return [name]
    }
  })
  return (await Promise.all(outcomes)).flat()
}

const NOT_STORED = { 'cache-control': 'no-store' }

/** `/healthz`: the process lives. `/readyz`: send it requests; 503 while it drains or lacks something. */
export const createHealthRoutes = (options: HealthOptions): readonly Route[] => [
  { path: '/healthz', methods: ['GET'], handle: () => Promise.resolve(answerJson(200, { status: 'ok' }, NOT_STORED)) },
  {
    path: '/readyz',
    methods: ['GET'],
    handle: async () => {
      if (options.isDraining()) return answerJson(503, { status: 'draining' }, NOT_STORED)
      const failing = await findFailing(options)
      return failing.length === 0
        ? answerJson(200, { status: 'ready' }, NOT_STORED)
        : answerJson(503, { status: 'unready', failing }, NOT_STORED)
    },
  },
]
