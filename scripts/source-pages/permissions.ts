import type { AnySource } from '../../src/kit/define-source.ts'
import type { Declared } from '../../src/kit/operation.ts'
import { codes, table } from './table.ts'

/** What of a vendor's rights a call needs at least, in the vendor's own words; null when no rule fits it. */
type Rule = (name: string, kind: Declared['kind']) => string | null

const firstOf = (rules: readonly (readonly [RegExp, string])[]) => (name: string) =>
  rules.find(([pattern]) => pattern.test(name))?.[1] ?? null

/** Resources of a restricted key, as the Dashboard names them (docs.stripe.com/keys/restricted-api-keys). */
const STRIPE_RESOURCES = firstOf([
  [/customer/i, 'Customers'],
  [/invoice/i, 'Invoices'],
  [/subscription/i, 'Subscriptions'],
  [/product/i, 'Products'],
  [/price/i, 'Prices'],
  [/payment/i, 'PaymentIntents'],
  [/charge|refund/i, 'Charges and Refunds'],
  [/dispute/i, 'Disputes'],
  [/balance/i, 'Balance'],
])

const stripe: Rule = (name, kind) => {
  const resource = STRIPE_RESOURCES(name)
  return resource === null ? null : `${resource}: ${kind === 'read' ? 'Read' : 'Write'}`
}

/**
 * Permissions of a fine-grained token, and scopes of a classic one (GitHub Docs, "Permissions required for fine-grained
 * personal access tokens" and "Scopes for OAuth apps").
 */
const github: Rule = firstOf([
  [/^(createIssue|closeIssue)$/, 'Issues: Read and write (classic: `public_repo`, of private repositories `repo`)'],
  [
    /^addComment$/,
    'Issues: Read and write, on pull requests Pull requests: Read and write (classic: `public_repo`, of private repositories `repo`)',
  ],
  [/star/i, 'Starring: Read and write (classic: `public_repo`, of private repositories `repo`)'],
  [/members/i, 'Members: Read (classic: `read:org`); public members need none'],
  [/pullRequest|review/i, 'Pull requests: Read (classic: `repo`); of public repositories none'],
  [/issue|comment/i, 'Issues: Read (classic: `repo`); of public repositories none'],
  [/release/i, 'Contents: Read (classic: `repo`); of public repositories none'],
  [/repositor/i, 'Metadata: Read (classic: `repo`); of public repositories none'],
  [
    /^(viewer|user|users|userByLogin|usersByLogin)$/,
    'none; for the `email` of people Email addresses: Read (classic: `read:user` or `user:email`)',
  ],
  [/organization|owner/i, 'none'],
  [/search/i, 'what a read of each result needs'],
])

const HUBSPOT_SCOPES: Readonly<Record<string, string>> = {
  contact: 'crm.objects.contacts',
  // Notes have no scope of their own (…/2026-03/crm/activities/notes/guide, "Scope requirements").
  note: 'crm.objects.contacts',
  compan: 'crm.objects.companies',
  deal: 'crm.objects.deals',
  ticket: 'tickets',
}

/** Scopes of a service key or an app (developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes). */
const hubspot: Rule = (name, kind) => {
  if (name === 'associate') return 'the write scopes of both ends'
  const scopes = Object.keys(HUBSPOT_SCOPES)
    .filter((noun) => new RegExp(noun, 'i').test(name))
    .map((noun) => HUBSPOT_SCOPES[noun] ?? '')
    .map((scope) => (scope === 'tickets' ? scope : `${scope}.${kind === 'read' ? 'read' : 'write'}`))
  return scopes.length === 0 ? null : codes([...new Set(scopes)].sort())
}

const ofConversations = (right: string): string =>
  `\`channels:${right}\`; in private channels and direct messages \`groups:${right}\`, \`im:${right}\`, \`mpim:${right}\``

/** Scopes of a bot token (the pages of the methods, docs.slack.dev/reference/methods). */
const slack: Rule = firstOf([
  [/^userByEmail$/, '`users:read.email`'],
  [/^users?$/, '`users:read`; for their `email` `users:read.email`'],
  [/^(channels?|members)$/, ofConversations('read')],
  [/^(messages|thread)$/, ofConversations('history')],
  [/^userGroups$/, '`usergroups:read`'],
  [/^files?$/, '`files:read`'],
  [/^(post|update|delete)Message$/, '`chat:write`'],
  [/^addReaction$/, '`reactions:write`'],
  [/^permalink$/, 'none'],
])

const RULES: Readonly<Record<string, Rule>> = { stripe, github, hubspot, slack }

/** Calls of a source that no rule fits: somebody added a call and did not say what it needs. */
export const withoutPermission = ({ name: source, operations }: AnySource): readonly string[] =>
  Object.entries(operations).flatMap(([name, { kind }]) => (RULES[source]?.(name, kind) ? [] : [name]))

/** The least rights of a credential, each with the calls that need it. */
export const permissionsTable = ({ name: source, operations }: AnySource): string => {
  const needed = Object.entries(operations).map(([name, { kind }]) => ({
    name,
    right: RULES[source]?.(name, kind) ?? '?',
  }))
  const groups = Map.groupBy(needed, ({ right }) => right)
  return table(
    ['Permission', 'Calls that need it'],
    [...groups].map(([right, calls]) => [right, codes(calls.map(({ name }) => name))]),
  )
}
