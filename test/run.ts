import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './house/project.ts'
import { runSteps, type Outcome, type Step } from './house/steps.ts'
import { TALLY_FILE, type Tally } from './house/tally-reporter.ts'

/** `npm test`: everything that has to be right, two steps at a time. Arguments go to vitest (`npm test -- test/core`). */
const scratch = mkdtempSync(join(tmpdir(), 'headwaters-test-'))
const tallyFile = join(scratch, 'tally.json')
const has = (path: string): boolean => existsSync(join(ROOT, path))

const staticSteps: readonly (Step | null)[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json', '--noEmit'] },
  has('src/graphiql/page/tsconfig.json')
    ? { name: 'types of the page', command: ['tsc', '-p', 'src/graphiql/page/tsconfig.json', '--noEmit'] }
    : null,
  has('examples/web/tsconfig.json')
    ? { name: 'types of the web example', command: ['tsc', '-p', 'examples/web/tsconfig.json', '--noEmit'] }
    : null,
  { name: 'third-party notices', command: ['node', 'scripts/third-party-notices.ts', '--check'] },
  has('codegen.ts') ? { name: 'generated files', command: ['npm', 'run', '--silent', 'codegen:check'] } : null,
]

const filters = process.argv.slice(2)
const testStep: Step = {
  name: 'tests',
  command: ['vitest', 'run', '--reporter=default', '--reporter=./test/house/tally-reporter.ts', ...filters],
  env: { [TALLY_FILE]: tallyFile, NODE_ENV: 'test' },
}

const tell = ({ name, passed, seconds, output }: Outcome): void => {
  const isLong = !passed || name === testStep.name
  if (isLong && output.trim() !== '') console.log(`\n${output.trim()}\n`)
  console.log(`${passed ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`)
}

const readTally = (isPassed: boolean): Tally => {
  // No tally means that vitest fell before its end: one failure that no test can tell of.
  if (!existsSync(tallyFile)) return { passed: 0, failed: 1, skipped: 0, skippedNames: [] }
  const tally = JSON.parse(readFileSync(tallyFile, 'utf8')) as Tally
  return isPassed || tally.failed > 0 ? tally : { ...tally, failed: 1 }
}

const count = (outcomes: readonly Outcome[]): Tally => {
  const others = outcomes.filter((outcome) => outcome.name !== testStep.name)
  const tests = readTally(outcomes.some((outcome) => outcome.name === testStep.name && outcome.passed))
  const passedSteps = others.filter((outcome) => outcome.passed).length
  return { ...tests, passed: tests.passed + passedSteps, failed: tests.failed + others.length - passedSteps }
}

// The tests come first: they take longest, and wait so often that the others run beside them.
const steps = [testStep, ...(filters.length > 0 ? [] : staticSteps).filter((step) => step !== null)]
const started = performance.now()
const tally = count(await runSteps(steps, { width: 2, onEnd: tell }))
rmSync(scratch, { recursive: true })

// Where a browser and a Redis are promised, a skipped test is a broken promise.
const isStrict = ['CI_REQUIRE_BROWSER', 'CI_REQUIRE_REDIS'].some((name) => process.env[name] === '1')
for (const name of tally.skippedNames) console.log(`${isStrict ? '✗' : '·'} skipped: ${name}`)
const failed = tally.failed + (isStrict ? tally.skipped : 0)
const skipped = isStrict ? 0 : tally.skipped

console.log(`\nin ${((performance.now() - started) / 1000).toFixed(0)} s`)
console.log(`${tally.passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
