import { expect, it } from 'vitest'
import { githubWebhook } from '../../../src/sources/github/webhook.ts'
import { forgottenBy } from '../../../src/sources/github/webhook.ts'

const repository = { node_id: 'R_engine', full_name: 'Analytical/engine', owner: { node_id: 'O_analytical' } }
const OF_REPOSITORY = [
  'repository:R_engine',
  'repository-name:analytical/engine',
  'repositories:O_analytical',
  'search',
]

it.each([
  ['star', { action: 'created', repository }, []],
  ['repository', { action: 'renamed', repository }, []],
  ['ping', { zen: 'Keep it logically awesome.' }, null],
  [
    'issues',
    { repository, issue: { node_id: 'I_1', number: 1 } },
    ['issue:I_1', 'issue-at:analytical/engine#1', 'issues:R_engine'],
  ],
  [
    'issue_comment',
    { repository, issue: { node_id: 'I_1', number: 1 }, comment: { node_id: 'IC_1' } },
    ['issue:I_1', 'issue-at:analytical/engine#1', 'issues:R_engine', 'comment:IC_1', 'comments:I_1', 'commented'],
  ],
  [
    'pull_request_review',
    { repository, pull_request: { node_id: 'PR_1', number: 2 }, review: { node_id: 'PRR_1' } },
    [
      'pull-request:PR_1',
      'pull-request-at:analytical/engine#2',
      'pull-requests:R_engine',
      'reviews:PR_1',
      'review:PRR_1',
    ],
  ],
  ['release', { repository, release: { node_id: 'RE_1' } }, ['release:RE_1', 'releases:R_engine']],
])('an event of %s forgets what it made stale', (_, body, tags) => {
  const { event } = githubWebhook({
    config: { token: 't', baseUrl: 'https://api.github.com/graphql', webhookSecret: 's' },
  })
  expect(forgottenBy(event.parse(body) as never)).toEqual(tags === null ? [] : [...OF_REPOSITORY, ...tags])
})

it('the signature is the one of x-hub-signature-256, over the raw body', () => {
  const { verify, idHeader } = githubWebhook({
    config: { token: 't', baseUrl: 'https://api.github.com/graphql', webhookSecret: 'secret' },
  })
  expect(verify).toMatchObject({
    hash: 'sha256',
    encoding: 'hex',
    header: 'x-hub-signature-256',
    signs: '{raw}',
    secret: 'secret',
  })
  expect(verify.signature.exec(`sha256=${'a'.repeat(64)}`)?.[1]).toBe('a'.repeat(64))
  expect(verify.signature.test(`sha1=${'a'.repeat(40)}`)).toBe(false)
  expect(idHeader).toBe('x-github-delivery')
})
