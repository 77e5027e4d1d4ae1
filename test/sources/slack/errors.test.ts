import { describe, expect, it } from 'vitest'
import { operations } from '../../../src/sources/slack/operations.ts'
import { quota } from '../../../src/sources/slack/quota.ts'
import { catalogue, toSentence } from '../../../src/sources/slack/words.ts'
import { useSlack } from './slack.ts'

const { ask, asked, fault } = useSlack()

const CODES = {
  UPSTREAM_UNAUTHENTICATED: ['not_authed', 'invalid_auth', 'account_inactive', 'token_revoked', 'token_expired'],
  UPSTREAM_FORBIDDEN: [
    'missing_scope',
    'not_in_channel',
    'restricted_action',
    'no_permission',
    'not_allowed_token_type',
  ],
  UPSTREAM_NOT_FOUND: ['channel_not_found', 'user_not_found', 'users_not_found', 'message_not_found', 'file_not_found'],
  UPSTREAM_CONFLICT: ['is_archived', 'cant_update_message', 'edit_window_closed'],
  UPSTREAM_REJECTED: ['msg_too_long', 'no_text', 'invalid_blocks', 'invalid_cursor'],
  UPSTREAM_RATE_LIMITED: ['ratelimited', 'rate_limited'],
  UPSTREAM_FAILED: ['internal_error', 'fatal_error', 'service_unavailable'],
}

const refuseWith = (body: object) => ({ kind: 'body', body: JSON.stringify({ ok: false, ...body }) }) as const

/** The list has no cache to answer from while it fails. */
const LIST = '{ slack { users(first: 7) { nodes { handle } } } }'

describe("Slack's words", () => {
  it.each(Object.entries(CODES).flatMap(([code, words]) => words.map((word) => [word, code])))(
    '%s is %s',
    (word, code) => {
      expect(catalogue[word]).toBe(code)
    },
  )

  it('are sentences for people, the word among them, also where a word is unknown', () => {
    expect(toSentence('is_archived')).toBe('Slack refused (is_archived): the channel is archived.')
    expect(toSentence('brand_new')).toBe('Slack refused the request (brand_new).')
    expect(toSentence('constructor')).toBe('Slack refused the request (constructor).')
  })
})

describe('a "no" with status 200', () => {
  it('is a typed error with the word and the id of the request', async () => {
    fault({ operation: 'users', times: 1, fault: refuseWith({ error: 'invalid_auth' }) })
    const { data, errors } = await ask(LIST)
    expect(data.slack.users).toBeNull()
    expect(errors).toMatchObject([
      {
        code: 'UPSTREAM_UNAUTHENTICATED',
        facts: {
          source: 'slack',
          operation: 'users',
          vendor: { code: 'invalid_auth', requestId: expect.stringMatching(/^sandbox\d+$/) },
        },
      },
    ])
    expect(errors[0]?.message).toContain('SLACK_BOT_TOKEN')
  })

  it('with an unknown word is a rejection', async () => {
    fault({ operation: 'users', times: 1, fault: refuseWith({ error: 'brand_new' }) })
    expect((await ask(LIST)).errors).toMatchObject([
      { code: 'UPSTREAM_REJECTED', facts: { vendor: { code: 'brand_new' } } },
    ])
  })

  it('for want of a scope names it', async () => {
    const { data, errors } = await ask(
      '{ slack { users(first: 1) { nodes { handle } } channels(kinds: [PRIVATE]) { nodes { name } } } }',
    )
    expect(data.slack).toMatchObject({ users: { nodes: [{ handle: 'ada' }] }, channels: null })
    expect(errors).toMatchObject([
      {
        code: 'UPSTREAM_FORBIDDEN',
        message:
          'Slack refused (missing_scope): the token lacks the scope groups:read. Add it to the app and install the app again.',
        facts: {
          details: [
            { field: 'scope', issue: 'needed: groups:read' },
            { field: 'scope', issue: expect.stringContaining('provided: channels:read') },
          ],
        },
      },
    ])
  })

  it('to blocks says which place is wrong, once', async () => {
    const line = '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'
    fault({
      operation: 'postMessage',
      times: 1,
      fault: refuseWith({ error: 'invalid_blocks', errors: [line], response_metadata: { messages: [line] } }),
    })
    const { data } = await ask(`mutation { slackPostMessage(input: { channel: "C0001", text: "x" }) {
      ... on RejectedError { code details { field issue } } } }`)
    expect(data.slackPostMessage).toEqual({
      code: 'UPSTREAM_REJECTED',
      details: [{ field: 'blocks.0.text.text', issue: 'must be less than 151 characters' }],
    })
  })

  it('of its own failing is repeated for a read', async () => {
    fault({ operation: 'users', times: 1, fault: refuseWith({ error: 'internal_error' }) })
    expect((await ask(LIST)).data.slack.users.nodes).toHaveLength(7)
    expect(asked()).toEqual(['users', 'users'])
  })
})

describe('limits', () => {
  it('a long Retry-After ends the call with the time that Slack asked for', async () => {
    fault({ operation: 'file', fault: { kind: 'status', status: 429, headers: { 'retry-after': '30' } } })
    const { errors } = await ask('{ slack { file(id: "F0002") { name } } }')
    expect(errors).toMatchObject([
      { code: 'UPSTREAM_RATE_LIMITED', facts: { retryAfterMs: 30_000, vendor: { code: 'ratelimited' } } },
    ])
    expect(asked()).toEqual(['file'])
  })

  it('hold one method back and no other', async () => {
    const { data, errors } = await ask('{ slack { files(first: 1) { nodes { name } } } }')
    expect(errors).toEqual([])
    expect(data.slack.files.nodes).toHaveLength(1)
  })

  it.each(Object.entries(operations))('%s is counted by itself, under the name of its method', (_name, operation) => {
    expect(operation.path).toBe(operation.quotaClass)
    expect(quota).toHaveProperty([operation.quotaClass])
  })

  it('let fifty members be looked up by e-mail address at once', () => {
    expect(quota['users.lookupByEmail']).toEqual({ ratePerSecond: 50 / 60, burst: 50 })
  })
})
