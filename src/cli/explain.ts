import { ConfigError } from '../config/problem.ts'
import { isHeadwatersError } from '../core/headwaters-error.ts'
import { MountError } from '../kit/mount-error.ts'
import { SetupError } from '../server/setup-error.ts'
import { CommandError, UsageError } from './usage-error.ts'

/** Exit codes, the same for every command. 78 is EX_CONFIG of sysexits.h. */
export const EXIT = { ok: 0, failed: 1, usage: 2, config: 78 } as const

/** What a failure comes to on a terminal. */
export interface Explained {
  readonly exitCode: number
  readonly text: string
  readonly json: { readonly error: Readonly<Record<string, unknown>> }
}

const told = (exitCode: number, text: string, facts: Readonly<Record<string, unknown>> = {}): Explained => ({
  exitCode,
  text,
  json: { error: { message: text, ...facts } },
})

/** Says what went wrong: in words and with an exit code where the fault is known, with a stack where it is ours. */
export const explain = (thrown: unknown): Explained => {
  if (thrown instanceof UsageError) return told(EXIT.usage, thrown.message)
  if (thrown instanceof CommandError) return told(EXIT.failed, thrown.message)
  if (thrown instanceof ConfigError) return told(EXIT.config, thrown.message, { problems: thrown.problems })
  if (thrown instanceof SetupError) return told(EXIT.config, thrown.message, { problems: thrown.problems })
  if (thrown instanceof MountError) return told(EXIT.config, thrown.message)
  if (isHeadwatersError(thrown)) {
    const { code, facts } = thrown
    const { details, retryAfterMs, vendor, outcome } = facts
    return told(EXIT.failed, `${code}: ${thrown.message}`, { code, details, retryAfterMs, vendor, outcome })
  }
  const isInUse = thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE'
  if (isInUse)
    return told(EXIT.failed, `${thrown.message}: the port is taken; end what listens there, or set PORT to another one`)
  return told(EXIT.failed, thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
}
