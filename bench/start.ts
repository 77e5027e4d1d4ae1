import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'

const RUNS = 5
const QUERY = JSON.stringify({ query: '{ stripe { customer(id: "cus_ada") { name } } }' })

interface Figures {
  readonly listeningMs: number
  readonly answeredMs: number
  readonly memoryMb: number
}

const urlIn = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (piece: Buffer) => {
      text += String(piece)
      const found = /"url":"([^"]+)"/.exec(text)
      if (found?.[1] !== undefined) resolve(found[1])
    })
    child.once('exit', () => reject(new Error(`the server ended before it was listening:\n${text}`)))
  })

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024

/** Starts the server as a stranger does, asks it once, and notes how long that took and what it weighs then. */
const run = async (): Promise<Figures> => {
  const startedAt = performance.now()
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'info' }
  const child = spawn(process.execPath, ['bin/headwaters.js', 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const url = await urlIn(child)
    const listeningMs = performance.now() - startedAt
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: QUERY })
    if (!(await response.text()).includes('Ada Lovelace')) throw new Error('the first answer is wrong')
    return { listeningMs, answeredMs: performance.now() - startedAt, memoryMb: residentMb(child.pid ?? 0) }
  } finally {
    child.kill('SIGTERM')
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const all: Figures[] = []
for (let count = 0; count <= RUNS; count += 1) {
  const figures = await run()
  // The first run fills the caches of the disk and of compiled code.
  if (count > 0) all.push(figures)
}
const row = (name: string, pick: (figures: Figures) => number, unit: string): string => {
  const values = all.map(pick)
  return `| ${name} | ${median(values).toFixed(0)} ${unit} | ${Math.min(...values).toFixed(0)} – ${Math.max(...values).toFixed(0)} |`
}
process.stdout.write(
  [
    `| Start, ${RUNS} runs, Node ${process.version} | median | min – max |`,
    '| --- | --: | --: |',
    row('to listening', ({ listeningMs }) => listeningMs, 'ms'),
    row('to the first answer', ({ answeredMs }) => answeredMs, 'ms'),
    row('resident memory after it', ({ memoryMb }) => memoryMb, 'MB'),
    '',
  ].join('\n'),
)
