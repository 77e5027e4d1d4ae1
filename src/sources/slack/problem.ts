import { z } from '../../kit/index.ts'
import { toSentence } from './words.ts'

/**
 * How Slack says no, mostly with status 200. `already_reacted` is left to the one method that says it: what was asked for
 * is so already.
 */
const Refused = z.object({
  ok: z.literal(false),
  error: z.string().refine((word) => word !== 'already_reacted'),
  needed: z.string().optional(),
  provided: z.string().optional(),
  errors: z.array(z.string()).optional(),
  response_metadata: z.object({ messages: z.array(z.string()).optional() }).optional(),
})

type Refusal = z.output<typeof Refused>

const POINTER = /\s*\[json-pointer:([^\]]*)\]\s*$/

/** `[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text]` → where, and what is wrong there. */
const toDetail = (line: string): { field: string; issue: string } => {
  const path = POINTER.exec(line)?.[1] ?? ''
  const issue = line.replace(POINTER, '').replace(/^\[ERROR\]\s*/, '')
  return { field: path.replace(/^\//, '').replaceAll('/', '.') || 'request', issue }
}

const scopeDetails = ({ needed, provided }: Refusal) => [
  ...(needed === undefined ? [] : [{ field: 'scope', issue: `needed: ${needed}` }]),
  ...(provided === undefined ? [] : [{ field: 'scope', issue: `provided: ${provided}` }]),
]

const toMessage = ({ error, needed }: Refusal): string =>
  error === 'missing_scope' && needed !== undefined
    ? `Slack refused (missing_scope): the token lacks the scope ${needed}. Add it to the app and install the app again.`
    : toSentence(error)

/** Reads Slack's errors: the word, a sentence, the scope that is missing, the places in blocks that are wrong. */
export const problem = {
  shape: Refused,
  also200: true,
  code: ({ error }: Refusal) => error,
  message: toMessage,
  details: (refusal: Refusal) => {
    const lines = new Set([...(refusal.errors ?? []), ...(refusal.response_metadata?.messages ?? [])])
    return [...scopeDetails(refusal), ...[...lines].map(toDetail)]
  },
}
