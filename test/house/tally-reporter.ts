import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** The variable that names the file to which the tally is written. */
export const TALLY_FILE = 'HEADWATERS_TALLY_FILE'

/** How many tests went which way. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Full names of what was skipped, so that nobody has to look for them. */
  readonly skippedNames: readonly string[]
}

const brokenModules = (modules: readonly TestModule[]): number =>
  modules.filter((module) => module.state() === 'failed' && module.errors().length > 0).length

/** Counts the tests of a run, and what failed outside of any test, into the file that {@link TALLY_FILE} names. */
class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length
    const tally: Tally = {
      passed: count('passed'),
      failed: count('failed') + brokenModules(modules) + unhandledErrors.length,
      skipped: count('skipped') + count('pending'),
      skippedNames: tests
        .filter((test) => ['skipped', 'pending'].includes(test.result().state))
        .map((test) => `${test.module.relativeModuleId}: ${test.fullName}`),
    }
    const file = process.env[TALLY_FILE]
    if (file !== undefined) writeFileSync(file, JSON.stringify(tally))
  }
}

export default TallyReporter
