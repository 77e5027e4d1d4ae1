import type { SentRule } from './control/message.ts'
import { UsageError } from './usage-error.ts'

type SentFault = SentRule['fault']

/** What a script is made of, for `--help` and for errors. */
export const SCRIPT_HELP = `A script is a list of steps with commas between them; each is used up before the next begins.
  503            answer with that status, in the vendor's own words
  429(60)        the same, with Retry-After: 60
  latency(2000)  wait so many milliseconds, then answer as usual
  hang           never answer
  reset          break the connection
  truncate       send half of the answer
  html           answer a page in place of JSON
  off            answer as usual again
Each step may say how often (503*3; otherwise for good) and for which operation (503@customers, 429(1)*2@customer).`

const STEP = /^(?<word>[a-z]+|\d{3})(?:\((?<value>\d+)\))?(?:\*(?<times>\d+))?(?:@(?<operation>\w+))?$/

const toFault = (word: string, value: string | undefined): SentFault | null => {
  if (/^\d{3}$/.test(word)) {
    const status = Number(word)
    if (status < 200 || status > 599) return null
    return { kind: 'status', status, ...(value === undefined ? {} : { headers: { 'retry-after': value } }) }
  }
  if (word === 'latency') return value === undefined ? null : { kind: 'latency', delayMs: Number(value) }
  if (value !== undefined) return null
  if (word === 'html')
    return { kind: 'body', status: 200, type: 'text/html', body: '<html><body>Bad gateway</body></html>' }
  return word === 'hang' || word === 'reset' || word === 'truncate' ? { kind: word } : null
}

const toRule = (step: string): SentRule => {
  const { word = '', value, times, operation } = STEP.exec(step)?.groups ?? {}
  const fault = toFault(word, value)
  if (fault === null || times === '0') throw new UsageError(`"${step}" is no step of a fault script.\n${SCRIPT_HELP}`)
  return {
    fault,
    ...(times === undefined ? {} : { times: Number(times) }),
    ...(operation === undefined ? {} : { operation }),
  }
}

/** Reads a fault script; `off` is an empty list of rules. */
export const parseFaultScript = (script: string): readonly SentRule[] => {
  const steps = script
    .split(',')
    .map((step) => step.trim())
    .filter((step) => step !== '')
  if (steps.length === 1 && steps[0] === 'off') return []
  if (steps.length === 0) throw new UsageError(`The script is empty.\n${SCRIPT_HELP}`)
  return steps.map(toRule)
}
