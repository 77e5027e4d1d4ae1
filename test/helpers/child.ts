import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'

/** What a command that has ended said. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** How a command is run. */
export interface RunOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** The Node that runs this test comes first, so that `npm` and `npx` run under it too. */
const environment = (env: RunOptions['env'] = {}): NodeJS.ProcessEnv => {
  const { NODE_ENV: _mode, NODE_OPTIONS: _options, VITEST: _vitest, ...inherited } = process.env
  return { ...inherited, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`, ...env }
}

/** Longest that a command may take, in milliseconds. */
const LONGEST_MS = 120_000

/** Runs a command to its end. */
export const run = (command: string, args: readonly string[], { cwd, env }: RunOptions): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd, env: environment(env), encoding: 'utf8', timeout: LONGEST_MS, maxBuffer: 64e6 } as const
    execFile(command, args, options, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      resolve({ code, out, err })
    })
  })

/** Runs a command that must succeed. */
export const mustRun = async (command: string, args: readonly string[], options: RunOptions): Promise<string> => {
  const { code, out, err } = await run(command, args, options)
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} left with ${code}:\n${out}\n${err}`)
  return out
}

/** A server of its own process. */
export interface Serving {
  /** Its GraphQL endpoint. */
  readonly url: string
  readonly child: ChildProcess
  /** Everything it has said so far, on both streams. */
  readonly said: () => string
  readonly ask: (query: string) => Promise<Readonly<Record<string, unknown>>>
  /** Ends it, and answers its exit code. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>
}

const LISTENING = /"url":"(http:[^"]+)"/

const untilListening = (child: ChildProcess, said: () => string): Promise<string> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      const [, url] = LISTENING.exec(said()) ?? []
      if (url !== undefined) resolve(url)
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => reject(new Error(`it left with ${code} before it listened:\n${said()}`)))
  })

const askAt =
  (url: string): Serving['ask'] =>
  async (query) => {
    const headers = { 'content-type': 'application/json', connection: 'close' }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })
    return (await response.json()) as Readonly<Record<string, unknown>>
  }

/** Starts a server and waits until it listens. Whoever starts one ends it. */
export const serve = async (args: readonly string[], { cwd, env }: RunOptions): Promise<Serving> => {
  const child = spawn(process.execPath, args, {
    cwd,
    env: environment({ PORT: '0', LOG_LEVEL: 'info', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const hear = (piece: Buffer): void => void (text += piece.toString())
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const said = (): string => text
  const url = await untilListening(child, said)
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    if (child.exitCode !== null) return child.exitCode
    const left = once(child, 'exit')
    child.kill(signal)
    await left
    return child.exitCode
  }
  return { url, child, said, ask: askAt(url), end }
}
