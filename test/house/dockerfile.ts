import { randomBytes } from 'node:crypto'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join, matchesGlob, posix, relative, sep } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import {
  createIgnore,
  parseCommand,
  parseCopy,
  parseEnv,
  parseStages,
  type CopyStep,
  type Instruction,
  type Stage,
} from './dockerfile-parser.ts'
import { readProjectFile, ROOT } from './project.ts'

/**
 * Performs the Dockerfile's steps in an empty folder, without a container engine: each stage is a folder, COPY honours
 * .dockerignore, RUN runs there with this Node first on PATH. Then the image's command is started, asked for its health
 * in the way HEALTHCHECK says, and told to stop. Run it as `node test/house/dockerfile.ts`.
 */

/** What an operator has to set so that the image starts without any vendor's credential. */
const OPERATOR_ENV: Readonly<Record<string, string>> = {
  HEADWATERS_SANDBOX: 'all',
  HEADWATERS_SECRET: randomBytes(32).toString('base64'),
  HEADWATERS_ALLOW_ANONYMOUS: 'true',
}

const START_WITHIN_MS = 30_000
const STOP_WITHIN_MS = 15_000

/** A stage while it is built: its folder stands for `/`. */
interface Built {
  readonly folder: string
  workdir: string
  env: Record<string, string>
}

const scratch = mkdtempSync(join(tmpdir(), 'headwaters-image-'))
const nodeFolder = join(scratch, 'bin')
mkdirSync(nodeFolder)
symlinkSync(process.execPath, join(nodeFolder, 'node'))

// No variable of the machine but what a shell and npm need to find their tools and their cache.
const machineEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    /^(HOME|LANG|TMPDIR|https?_proxy|no_proxy|npm_config_(cache|registry|userconfig)|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i.test(
      name,
    ),
  ),
)
const systemPath = (process.env['PATH'] ?? '').split(':').filter((entry) => !entry.includes('node_modules'))
const envOf = (stage: Built): Record<string, string | undefined> => ({
  ...machineEnv,
  PATH: [nodeFolder, ...systemPath].join(':'),
  ...stage.env,
})

const isIgnored = createIgnore(
  existsSync(join(ROOT, '.dockerignore')) ? readProjectFile('.dockerignore') : '',
  matchesGlob,
)
const inStage = (stage: Built, path: string): string => join(stage.folder, posix.resolve(stage.workdir, path))

const copyInto = (stage: Built, step: CopyStep, origin: Built | null): void => {
  const isFolder = step.target.endsWith('/') || step.target === '.' || step.sources.length > 1
  for (const source of step.sources) {
    const from = origin === null ? join(ROOT, source) : inStage(origin, posix.resolve('/', source))
    const target = inStage(stage, step.target)
    // Docker copies the content of a folder, and a file under its own name into a folder.
    const to = isFolder && statSync(from).isFile() ? join(target, basename(source)) : target
    const isWanted = (path: string): boolean => origin !== null || !isIgnored(relative(ROOT, path).split(sep).join('/'))
    cpSync(from, to, { recursive: true, filter: isWanted, verbatimSymlinks: true })
  }
}

const runIn = (stage: Built, command: string): void => {
  const cwd = inStage(stage, '.')
  const { status } = spawnSync('sh', ['-c', command], {
    cwd,
    env: envOf(stage),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) throw new Error(`RUN ${command} ended with ${status}`)
}

const perform = (stage: Built, step: Instruction, stages: ReadonlyMap<string, Built>): void => {
  if (step.word === 'WORKDIR') {
    stage.workdir = posix.resolve(stage.workdir, step.rest)
    mkdirSync(inStage(stage, '.'), { recursive: true })
  } else if (step.word === 'ENV') stage.env = { ...stage.env, ...parseEnv(step.rest) }
  else if (step.word === 'RUN') runIn(stage, step.rest)
  else if (step.word === 'COPY') {
    const copy = parseCopy(step.rest)
    const origin = copy.from === null ? null : stages.get(copy.from)
    if (origin === undefined) throw new Error(`line ${step.line}: no stage is called ${copy.from}`)
    copyInto(stage, copy, origin)
  } else if (step.word === 'ADD') throw new Error(`line ${step.line}: write COPY; ADD does more than it says`)
}

const buildStages = (stages: readonly Stage[]): Built => {
  const built = new Map<string, Built>()
  for (const [index, stage] of stages.entries()) {
    const folder = join(scratch, `stage-${index}`)
    const current: Built = { folder, workdir: '/', env: {} }
    mkdirSync(folder)
    built.set(stage.name, current)
    for (const step of stage.instructions) {
      if (['COPY', 'RUN'].includes(step.word)) console.log(`[${stage.name}] ${step.word} ${step.rest}`)
      perform(current, step, built)
    }
  }
  const last = [...built.values()].at(-1)
  if (last === undefined) throw new Error('The Dockerfile has no stage')
  return last
}

const findFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('No free port was found')
  return address.port
}

const restOf = (stage: Stage, word: string): string => {
  const found = stage.instructions.findLast((step) => step.word === word)
  if (found === undefined) throw new Error(`The last stage has no ${word}`)
  return found.rest
}

const askHealth = (stage: Built, healthcheck: string, env: Readonly<Record<string, string | undefined>>): boolean => {
  const [file = 'false', ...args] = parseCommand(healthcheck.replace(/^.*?\bCMD\s+/s, ''))
  return spawnSync(file, args, { cwd: inStage(stage, '.'), env, timeout: 5_000 }).status === 0
}

const becomesHealthy = async (server: ChildProcess, ask: () => boolean): Promise<boolean> => {
  const endsAt = performance.now() + START_WITHIN_MS
  while (performance.now() < endsAt && server.exitCode === null) {
    if (ask()) return true
    await wait(300)
  }
  return false
}

const stopsWhenTold = async (server: ChildProcess): Promise<boolean> => {
  if (server.exitCode !== null) return false
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  const isInTime = await Promise.race([ended.then(() => true), wait(STOP_WITHIN_MS, false, { ref: false })])
  if (!isInTime) server.kill('SIGKILL')
  return isInTime && server.exitCode === 0
}

const startAndAsk = async (stage: Built, plan: Stage): Promise<readonly string[]> => {
  const env = { ...envOf(stage), ...OPERATOR_ENV, HOST: '127.0.0.1', PORT: String(await findFreePort()) }
  const [file = 'false', ...args] = parseCommand(restOf(plan, 'CMD'))
  const server = spawn(file, args, { cwd: inStage(stage, '.'), env, stdio: ['ignore', 'inherit', 'inherit'] })
  server.on('error', (error) => console.error(error.message))
  const isHealthy = await becomesHealthy(server, () => askHealth(stage, restOf(plan, 'HEALTHCHECK'), env))
  const isStopped = await stopsWhenTold(server)
  return [
    ...(isHealthy ? [] : [`it did not answer its health check within ${START_WITHIN_MS / 1000} s`]),
    ...(isStopped ? [] : ['it did not end with 0 when it was told to stop']),
  ]
}

const check = async (): Promise<readonly string[]> => {
  const stages = parseStages(readProjectFile('Dockerfile'))
  const plan = stages.at(-1)
  if (plan === undefined) return ['the Dockerfile has no stage']
  const asRoot = ['', 'root', '0'].includes(plan.instructions.findLast((step) => step.word === 'USER')?.rest ?? '')
  const built = buildStages(stages)
  return [...(asRoot ? ['it runs as root'] : []), ...(await startAndAsk(built, plan))]
}

const problems = await check()
  .catch((error: unknown) => [error instanceof Error ? error.message : String(error)])
  .finally(() => rmSync(scratch, { recursive: true, force: true }))
for (const problem of problems) console.error(`Dockerfile: ${problem}`)
if (problems.length === 0) console.log('Dockerfile: built, healthy, stopped')
process.exitCode = problems.length === 0 ? 0 : 1
