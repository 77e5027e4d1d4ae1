import type { z } from 'zod'

const least = ({ minimum, origin, inclusive }: z.core.$ZodIssueTooSmall): string => {
  if (origin === 'string') return minimum === 1 ? 'must not be empty' : `must have at least ${minimum} characters`
  return inclusive === false ? `must be more than ${minimum}` : `must be ${minimum} or more`
}

const most = ({ maximum, origin, inclusive }: z.core.$ZodIssueTooBig): string => {
  if (origin === 'string') return `must have at most ${maximum} characters`
  return inclusive === false ? `must be less than ${maximum}` : `must be ${maximum} or less`
}

const kind = (expected: string): string => {
  if (expected === 'int') return 'must be a whole number'
  return expected === 'string' ? 'must be text' : `must be a ${expected}`
}

/** What is wrong with a value, for the operator who set it; what a shape says in words of its own goes before this. */
export const plainWords = (issue: z.core.$ZodRawIssue): string => {
  if (issue.code === 'invalid_type') return kind(String(issue.expected))
  if (issue.code === 'too_small') return least(issue as z.core.$ZodIssueTooSmall)
  if (issue.code === 'too_big') return most(issue as z.core.$ZodIssueTooBig)
  if (issue.code === 'invalid_value') return `must be one of ${(issue.values as readonly unknown[]).join(', ')}`
  if (issue.code === 'invalid_format') return issue.format === 'url' ? 'must be a URL' : 'has the wrong form'
  return 'cannot be used'
}
