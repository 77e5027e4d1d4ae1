import { expect, it } from 'vitest'
import { liveSuite } from './live-suite.ts'

const POST = `mutation ($input: SlackPostMessageInput!) {
  slackPostMessage(input: $input) { ... on SlackMessage { ts channelId } ... on Error { message } }
}`

const REACT = `mutation ($input: SlackAddReactionInput!) {
  slackAddReaction(input: $input) { ... on SlackAddedReaction { alreadyThere } ... on Error { message } }
}`

const UPDATE = `mutation ($input: SlackUpdateMessageInput!) {
  slackUpdateMessage(input: $input) { ... on SlackMessage { text } ... on Error { message } }
}`

const DELETE = `mutation ($input: SlackDeleteMessageInput!) {
  slackDeleteMessage(input: $input) { ... on SlackDeletedMessage { ts } ... on Error { message } }
}`

const THREAD = `query ($channel: ID!, $ts: String!) {
  slack { thread(channel: $channel, ts: $ts, first: 5) { nodes { text reactions { name count } } } }
}`

liveSuite('slack', ({ ask, isSandbox, mark, tidy }) => {
  const channel = process.env['SLACK_TEST_CHANNEL'] ?? (isSandbox ? 'C0001' : '')

  const post = async (more: object): Promise<string> => {
    const { slackPostMessage } = await ask(POST, { input: { channel, ...more } })
    const { ts } = slackPostMessage as { ts: string }
    tidy.made(`Slack's message ${ts}`, async () => {
      expect(await ask(DELETE, { input: { channel, ts } })).toEqual({ slackDeleteMessage: { ts } })
    })
    return ts
  }

  it('lists members and channels', async () => {
    const { slack } = await ask(
      '{ slack { users(first: 2) { nodes { handle } } channels(first: 2) { nodes { name } } } }',
    )
    expect(slack).toMatchObject({ users: { nodes: expect.any(Array) }, channels: { nodes: expect.any(Array) } })
  })

  it('answers null for an address that no member has', async () => {
    const query = 'query ($email: EmailAddress!) { slack { userByEmail(email: $email) { id } } }'
    expect(await ask(query, { email: `${mark}@example.com` })).toEqual({ slack: { userByEmail: null } })
  })

  it.skipIf(channel === '')('posts, replies, reacts and changes (SLACK_TEST_CHANNEL=C…)', async () => {
    const ts = await post({ text: mark, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: mark } }] })
    await post({ text: `${mark} reply`, threadTs: ts })
    const react = { channel, ts, name: 'eyes' }
    expect(await ask(REACT, { input: react })).toEqual({ slackAddReaction: { alreadyThere: false } })
    expect(await ask(REACT, { input: react })).toEqual({ slackAddReaction: { alreadyThere: true } })
    await ask(UPDATE, { input: { channel, ts, text: `${mark} II` } })
    const { slack } = await ask(THREAD, { channel, ts })
    expect(slack).toMatchObject({
      thread: {
        nodes: [{ text: `${mark} II`, reactions: [{ name: 'eyes', count: 1 }] }, { text: `${mark} reply` }],
      },
    })
  })
})
