import { hmacSha256, webhook, z, type Config, type Webhook } from '../../kit/index.ts'
import { toSlug } from './shapes.ts'
import type { config } from './upstream.ts'

const WithNode = z.object({ node_id: z.string() })
const Numbered = z.object({ node_id: z.string(), number: z.int(), updated_at: z.string().optional() })

/** The parts of `issues`, `issue_comment`, `pull_request`, `pull_request_review`, `star`, `release` and `repository` events that name what changed. */
const Event = z.object({
  action: z.string().optional(),
  repository: z.object({ node_id: z.string(), full_name: z.string(), owner: WithNode }).optional(),
  issue: Numbered.optional(),
  pull_request: Numbered.optional(),
  comment: WithNode.optional(),
  review: WithNode.optional(),
  release: WithNode.optional(),
})

type GithubEvent = z.output<typeof Event>

/** Every event may move a count or date of its repository. */
const repositoryTags = ({ repository }: GithubEvent): readonly string[] =>
  repository === undefined
    ? []
    : [
        `repository:${repository.node_id}`,
        `repository-name:${toSlug(repository.full_name)}`,
        `repositories:${repository.owner.node_id}`,
        'search',
      ]

const issueTags = ({ repository, issue }: GithubEvent): readonly string[] => {
  if (repository === undefined || issue === undefined) return []
  const { node_id: id, number } = issue
  return [`issue:${id}`, `issue-at:${toSlug(repository.full_name)}#${number}`, `issues:${repository.node_id}`]
}

const pullRequestTags = ({ repository, pull_request: pullRequest }: GithubEvent): readonly string[] => {
  if (repository === undefined || pullRequest === undefined) return []
  const { node_id: id, number } = pullRequest
  return [
    `pull-request:${id}`,
    `pull-request-at:${toSlug(repository.full_name)}#${number}`,
    `pull-requests:${repository.node_id}`,
    `reviews:${id}`,
  ]
}

const partTags = ({ repository, issue, comment, review, release }: GithubEvent): readonly string[] => [
  ...(comment && issue ? [`comment:${comment.node_id}`, `comments:${issue.node_id}`, 'commented'] : []),
  ...(review ? [`review:${review.node_id}`] : []),
  ...(release && repository ? [`release:${release.node_id}`, `releases:${repository.node_id}`] : []),
]

/** The tags that an event makes stale. */
export const forgottenBy = (event: GithubEvent): readonly string[] => [
  ...repositoryTags(event),
  ...issueTags(event),
  ...pullRequestTags(event),
  ...partTags(event),
]

/** GitHub signs the raw body (GitHub Docs, "Validating webhook deliveries"); there is no time stamp, and the delivery's id is a header. */
export const githubWebhook = ({
  config: { webhookSecret = '' },
}: {
  readonly config: Config<typeof config>
}): Webhook =>
  webhook({
    verify: hmacSha256({
      secret: webhookSecret,
      header: 'x-hub-signature-256',
      signature: /^sha256=([0-9a-f]{64})$/,
      signs: '{raw}',
    }),
    event: Event,
    forgets: forgottenBy,
    id: ({ action, repository, issue, pull_request: pullRequest }) => {
      const subject = issue ?? pullRequest
      return [action, subject?.node_id ?? repository?.node_id, subject?.updated_at].join(':')
    },
    idHeader: 'x-github-delivery',
  })
