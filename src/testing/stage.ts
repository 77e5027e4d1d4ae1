import { isSecret } from '../kit/config-shape.ts'
import type { AnySource } from '../kit/define-source.ts'
import type { Mounted } from '../kit/registry.ts'
import { createVerbs, type SourceVerbs } from '../kit/create-verbs.ts'
import type { ServedSandbox } from '../kit/served-sandbox.ts'
import { mountGraph, partsWith, type MountedGraph } from './mounted-graph.ts'
import { createAsking, type Asking } from './asking.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

/** The two accounts that a source is mounted with. */
export const ACCOUNTS = ['a', 'b'] as const

/** A source on its sandbox, for one promise: two accounts, a clock that stands still, everything observed. */
export interface Stage extends Asking {
  readonly source: AnySource
  readonly graph: MountedGraph
  readonly clock: TestClock
  /** The configurations that this mounting was given, one for each account. */
  readonly configs: readonly Readonly<Record<string, unknown>>[]
  /** Their random secrets. */
  readonly secrets: () => readonly string[]
  /** Every key under which an answer was kept or a tag forgotten. */
  readonly sharedKeys: readonly string[]
  /** The first account. */
  readonly mounted: Mounted
  readonly sandbox: ServedSandbox
  /** The same accounts by another credential: the second's on the first's line. */
  readonly stranger: Asking
  /** Arguments that an operation answers well. */
  readonly sample: (name: string) => Readonly<Record<string, unknown>>
  /** Requests of an operation that the first account's sandbox has had. */
  readonly countOf: (name: string) => number
  readonly close: () => Promise<void>
}

/** The sandbox of a mounted account. */
export const sandboxOf = ({ sandbox, source }: Mounted): ServedSandbox => {
  if (sandbox === null) throw new TypeError(`${source} is not mounted on its sandbox.`)
  return sandbox
}

/** The same source, noting what it is configured with. */
const notingConfigs = (source: AnySource, configs: Readonly<Record<string, unknown>>[]): AnySource => ({
  ...source,
  upstream: (known) => {
    configs.push(known.config)
    return source.upstream(known)
  },
})

const secretsOf = ({ config }: AnySource, configs: Stage['configs']): readonly string[] =>
  Object.entries(config).flatMap(([name, shape]) => (isSecret(shape) ? configs.map((one) => String(one[name])) : []))

/** The stores of a stage, noting the keys that they are used with. */
const notingParts = (clock: TestClock, keys: string[]) => {
  const parts = partsWith(clock)
  const { answers, tags } = parts
  return {
    ...parts,
    traceWire: true,
    answers: {
      ...answers,
      set: (...[key, answer]: Parameters<typeof answers.set>) => (keys.push(key), answers.set(key, answer)),
    },
    tags: { ...tags, forget: (forgotten: readonly string[]) => (keys.push(...forgotten), tags.forget(forgotten)) },
  }
}

const samplesOf = (source: AnySource, clock: TestClock): Stage['sample'] => {
  const { samples } = source.sandbox({ wallNow: clock.wallNow })
  return (name) => {
    const sample = samples[name]
    if (sample === undefined)
      throw new TypeError(`${source.name}: the sandbox has no sample for the operation ${name}.`)
    return Object.fromEntries(Object.entries(sample))
  }
}

/** The verbs of a source over one account, and the registry that they look it up in. */
const verbsOver = (source: AnySource, graph: MountedGraph, all: readonly Mounted[]): SourceVerbs => {
  const find = (): Mounted => {
    const [only] = all
    if (only === undefined) throw new TypeError(`${source.name} is not mounted.`)
    return only
  }
  return createVerbs(source, { ...graph.registry, all, find })
}

/** Mounts a source for one promise. Whoever opens a stage closes it. */
export const openStage = async (given: AnySource): Promise<Stage> => {
  const clock = createTestClock()
  const configs: Readonly<Record<string, unknown>>[] = []
  const sharedKeys: string[] = []
  const source = notingConfigs(given, configs)
  const parts = notingParts(clock, sharedKeys)
  const graph = await mountGraph({ sources: [source], accounts: ACCOUNTS, clock, parts })
  const [mounted, second] = ACCOUNTS.map((account) => graph.of(source.name, account))
  if (mounted === undefined || second === undefined) throw new TypeError(`${source.name} is not mounted.`)
  const sandboxes = [mounted, second].map(sandboxOf)
  const known = { source, graph, clock, isIdle: () => sandboxes.every((sandbox) => sandbox.underWay() === 0) }
  return {
    ...createAsking(known, createVerbs(source, graph.registry)),
    ...known,
    configs,
    secrets: () => secretsOf(source, configs),
    sharedKeys,
    mounted,
    sandbox: sandboxOf(mounted),
    stranger: createAsking(known, verbsOver(source, graph, [{ ...mounted, credential: second.credential }])),
    sample: samplesOf(source, clock),
    countOf: (name) =>
      sandboxOf(mounted)
        .seen()
        .filter(({ operation }) => operation === name).length,
    close: async () => {
      // Sandboxes first: a line waits for its calls, and one of them may wait for an answer that never comes.
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()))
      await graph.close()
    },
  }
}

/** Runs one promise on a stage of its own. */
export const onStage = async (source: AnySource, act: (stage: Stage) => Promise<void>): Promise<void> => {
  const stage = await openStage(source)
  try {
    await act(stage)
  } finally {
    await stage.close()
  }
}
