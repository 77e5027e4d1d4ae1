import { randomUUID } from 'node:crypto'
import type { RequestContext } from '../graph/context.ts'
import { isSecret } from '../kit/config-shape.ts'
import { createVerbs } from '../kit/create-verbs.ts'
import type { AnySource } from '../kit/define-source.ts'
import type { Shared } from '../kit/extension.ts'
import { mountSource, unmount, type StandIn } from '../kit/mount.ts'
import { createRegistry } from '../kit/registry.ts'
import { systemClock as clock } from '../upstream/system-clock.ts'
import { CassetteError, readCassette, writeCassette } from './cassette.ts'
import { partsWith } from './mounted-graph.ts'
import { createPlayer, type Player } from './player.ts'
import { createRecorder, type RedactOptions, type Recorder } from './recorder.ts'

/** A source's verbs, and the context that they want. */
export interface CassetteDesk<S> extends Pick<Shared<S>, 'call' | 'load' | 'page'> {
  /** Of a new request, 30 seconds long. */
  readonly context: () => RequestContext
}

/** What is recorded or replayed. */
export interface CassetteOptions<S> {
  readonly source: S
  /** The file; keep it in a folder `cassettes/` that is not committed. */
  readonly file: string
  /** Replaces what the recorder cannot know to be private. The same function has to be given when replaying. */
  readonly redact?: (text: string) => string
}

const contextOf = (): RequestContext => ({
  requestId: randomUUID(),
  caller: { name: 'cassette', by: 'development', tenant: null, scopes: ['*'] },
  deadlineAtMs: clock.now() + 30_000,
  signal: new AbortController().signal,
  priority: 'person',
  clock,
  observe: () => undefined,
})

type Config = Readonly<Record<string, unknown>> | null

const onStandIn = async <S extends AnySource>(
  source: S,
  known: { readonly config: Config; readonly open: (baseUrl: string) => Promise<StandIn> },
  act: (desk: CassetteDesk<S>) => Promise<void>,
): Promise<void> => {
  const parts = partsWith(clock)
  const mounted = await mountSource({
    source,
    config: known.config,
    parts,
    fingerprintKey: 'cassette',
    standIn: ({ baseUrl }) => known.open(baseUrl),
  })
  try {
    const verbs = createVerbs(source, createRegistry([mounted], parts, 'cassette'))
    await act({ ...verbs, context: contextOf } as unknown as CassetteDesk<S>)
  } finally {
    await unmount(mounted)
  }
}

const secretsOf = ({ config: shapes }: AnySource, config: Config): readonly string[] =>
  Object.entries(shapes).flatMap(([name, shape]) => {
    const value = config?.[name]
    return isSecret(shape) && typeof value === 'string' ? [value] : []
  })

/**
 * Records what a source says to its vendor and hears from it while `act` runs: against the real vendor, with real
 * credentials, through the whole line. What is kept is redacted; a cassette with a secret in it is not written.
 */
export const recordCassette = async <S extends AnySource>(
  options: CassetteOptions<S> & { readonly config: Readonly<Record<string, unknown>> },
  act: (desk: CassetteDesk<S>) => Promise<void>,
): Promise<void> => {
  const { source, config, file } = options
  const redacting: RedactOptions = { secrets: secretsOf(source, config), redact: options.redact }
  const made: Recorder[] = []
  const open = async (baseUrl: string): Promise<StandIn> => {
    const recorder = await createRecorder(baseUrl, redacting)
    made.push(recorder)
    return recorder
  }
  await onStandIn(source, { config, open }, act)
  const exchanges = made.flatMap((recorder) => recorder.exchanges)
  writeCassette(file, { version: 1, source: source.name, exchanges }, redacting.secrets)
}

/** Replays a cassette to `act`, without credentials and without a network. What was not recorded is an error that names it. */
export const replayCassette = async <S extends AnySource>(
  options: CassetteOptions<S>,
  act: (desk: CassetteDesk<S>) => Promise<void>,
): Promise<void> => {
  const { source, file } = options
  const cassette = readCassette(file)
  if (cassette.source !== source.name)
    throw new CassetteError(`${file} was recorded with the source ${cassette.source}, not with ${source.name}.`)
  const made: Player[] = []
  const open = async (): Promise<StandIn> => {
    const player = await createPlayer(cassette, { secrets: [], redact: options.redact })
    made.push(player)
    return player
  }
  const tellUnknown = (cause?: unknown): void => {
    const unknown = made.flatMap((player) => player.unknown)
    if (unknown.length > 0)
      throw new CassetteError(`${file} has no answer to ${[...new Set(unknown)].join(', ')}; record it again.`, {
        cause,
      })
  }
  try {
    await onStandIn(source, { config: null, open }, act)
  } catch (thrown) {
    tellUnknown(thrown)
    throw thrown
  }
  tellUnknown()
}
