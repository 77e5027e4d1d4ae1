import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { ROOT } from './project.ts'

/** One thing that has to be right. */
export interface Step {
  readonly name: string
  /** The command and its arguments; commands come from node_modules/.bin. */
  readonly command: readonly [string, ...string[]]
  readonly env?: Readonly<Record<string, string>>
}

/** How a step went. */
export interface Outcome {
  readonly name: string
  readonly passed: boolean
  readonly seconds: number
  /** What it wrote, both streams in the order they came. */
  readonly output: string
}

/** `PATH` with this very Node first, then the tools of the project. */
export const toolPath = (): string =>
  [dirname(process.execPath), join(ROOT, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)

// The tools write into a pipe and cannot see whether there is a terminal behind it.
const colour = (): Readonly<Record<string, string>> => (process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' })

/** Runs a step to its end; it never rejects. */
export const runStep = (step: Step): Promise<Outcome> =>
  new Promise((resolve) => {
    const started = performance.now()
    const [file, ...args] = step.command
    const child = spawn(file, args, {
      cwd: ROOT,
      env: { ...process.env, ...colour(), ...step.env, PATH: toolPath() },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const chunks: Buffer[] = []
    const end = (passed: boolean): void => {
      const seconds = (performance.now() - started) / 1000
      resolve({ name: step.name, passed, seconds, output: Buffer.concat(chunks).toString('utf8') })
    }
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${error.message}\n`))
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })

/** Runs steps in their order, at most `width` at a time, and tells of each when it ends. */
export const runSteps = async (
  steps: readonly Step[],
  options: { readonly width: number; readonly onEnd: (outcome: Outcome) => void },
): Promise<readonly Outcome[]> => {
  const waiting = [...steps]
  const outcomes: Outcome[] = []
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await runStep(step)
      outcomes.push(outcome)
      options.onEnd(outcome)
    }
  }
  await Promise.all(Array.from({ length: options.width }, work))
  return outcomes
}
