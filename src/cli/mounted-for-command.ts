import { randomUUID } from 'node:crypto'
import type { Config } from '../config/read-config.ts'
import type { MountPlan } from '../config/read-sources.ts'
import { fingerprint } from '../core/fingerprint.ts'
import type { UpstreamEvent } from '../core/upstream-event.ts'
import type { RequestContext } from '../graph/context.ts'
import { mountSource, unmount } from '../kit/mount.ts'
import { createRegistry, type Mounted, type Registry } from '../kit/registry.ts'
import { createMemoryAnswerStore } from '../state/memory/answer-store.ts'
import { createMemoryTagStore } from '../state/memory/tag-store.ts'
import type { LineParts } from '../upstream/line.ts'
import { systemClock as clock, systemRandom as random } from '../upstream/system-clock.ts'
import { VERSION } from '../version.ts'

/** What the line of a command stands on: nothing is remembered beyond it. */
export const commandParts = (egress: Config['egress']): LineParts => ({
  clock,
  random,
  answers: createMemoryAnswerStore({ maxBytes: 8_388_608, clock }),
  tags: createMemoryTagStore(),
  userAgent: `headwaters/${VERSION}`,
  egress,
  traceWire: true,
})

/** The context of a call that a person makes from a terminal. */
export const commandContext = (timeoutMs: number, events: UpstreamEvent[]): RequestContext => ({
  requestId: randomUUID(),
  caller: { name: 'terminal', by: 'development', tenant: null, scopes: ['*'] },
  deadlineAtMs: clock.now() + timeoutMs,
  signal: new AbortController().signal,
  priority: 'person',
  clock,
  observe: (event) => void events.push(event),
})

/** One mounted account, for as long as a command needs it. */
export interface ForCommand {
  readonly mounted: Mounted
  readonly registry: Registry
}

/** Mounts one account, lets a command use it, and ends it. */
export const withMounted = async <T>(
  plan: MountPlan,
  config: Pick<Config, 'secret' | 'egress'>,
  use: (known: ForCommand) => Promise<T>,
): Promise<T> => {
  const parts = commandParts(config.egress)
  const mounted = await mountSource({ ...plan, parts, fingerprintKey: fingerprint(config.secret, 'credentials') })
  try {
    return await use({ mounted, registry: createRegistry([mounted], parts, config.secret) })
  } finally {
    await unmount(mounted)
  }
}
