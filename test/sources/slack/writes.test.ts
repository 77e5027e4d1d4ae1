import { describe, expect, it } from 'vitest'
import { useSlack } from './slack.ts'

const { ask, asked, fault, sandbox } = useSlack()

const POST = `mutation ($input: SlackPostMessageInput!) { slackPostMessage(input: $input) {
  __typename ... on SlackMessage { ts channelId text blocks threadTs author { handle } }
  ... on Error { message code } ... on RejectedError { details { field issue } } } }`

const post = async (input: object) => (await ask(POST, { input })).data.slackPostMessage

const latest = async (channel: string) => {
  const { data } = await ask(
    'query ($id: ID!) { slack { channel(id: $id) { messages(first: 1) { nodes { ts text editedAt reactions { name count } replyCount thread { nodes { text } } } } } } }',
    { id: channel },
  )
  return data.slack.channel.messages.nodes[0]
}

const WELCOME = [
  { type: 'header', text: { type: 'plain_text', text: 'Welcome' } },
  { type: 'section', text: { type: 'mrkdwn', text: '*Hello* there' } },
]

describe('posting', () => {
  it('shows in the channel at once, though the channel had just been read', async () => {
    await latest('C0001')
    const message = await post({ channel: 'C0001', text: 'It works.' })
    expect(message).toMatchObject({
      __typename: 'SlackMessage',
      channelId: 'C0001',
      text: 'It works.',
      author: { handle: 'headwaters' },
    })
    expect(await latest('C0001')).toMatchObject({ ts: message.ts, text: 'It works.' })
  })

  it('is sent as JSON in UTF-8, with the token as bearer', async () => {
    await post({ channel: 'C0001', text: 'Grüße' })
    const sent = sandbox()
      .seen()
      .find(({ operation }) => operation === 'postMessage')
    expect(sent).toMatchObject({ method: 'POST', url: '/chat.postMessage', body: '{"channel":"C0001","text":"Grüße"}' })
    expect(sent?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      authorization: expect.stringMatching(/^Bearer sandbox_/),
    })
  })

  it('takes blocks, as a variable and written out, and shows them', async () => {
    expect(await post({ channel: 'C0002', blocks: WELCOME })).toMatchObject({ blocks: WELCOME })
    const { data } =
      await ask(`mutation { slackPostMessage(input: { channel: "C0002", text: "Hi", blocks: [{ type: "divider" }] }) {
      ... on SlackMessage { text blocks } } }`)
    expect(data.slackPostMessage).toEqual({ text: 'Hi', blocks: [{ type: 'divider' }] })
  })

  it('puts a reply into its thread', async () => {
    const parent = await post({ channel: 'C0004', text: 'Who is in?' })
    const reply = await post({ channel: 'C0004', text: 'I am.', threadTs: parent.ts })
    expect(reply.threadTs).toBe(parent.ts)
    expect(await latest('C0004')).toMatchObject({
      ts: parent.ts,
      replyCount: 1,
      thread: { nodes: [{ text: 'Who is in?' }, { text: 'I am.' }] },
    })
  })

  it('to a member opens a direct message, whose channel is told', async () => {
    expect(await post({ channel: 'U0001', text: 'For you.' })).toMatchObject({ channelId: 'D0001' })
  })

  it.each([
    ['a channel that is not there', { channel: 'C9999', text: 'x' }, 'NotFoundError', 'UPSTREAM_NOT_FOUND'],
    ['an archived channel', { channel: 'C0011', text: 'x' }, 'ConflictError', 'UPSTREAM_CONFLICT'],
    ['a channel without the app', { channel: 'C0010', text: 'x' }, 'ForbiddenError', 'UPSTREAM_FORBIDDEN'],
    [
      'a thread that is not there',
      { channel: 'C0001', text: 'x', threadTs: '1.000000' },
      'NotFoundError',
      'UPSTREAM_NOT_FOUND',
    ],
  ])('to %s is an outcome, not an error', async (_name, input, type, code) => {
    expect(await post(input)).toMatchObject({ __typename: type, code })
  })

  it.each([
    ['nothing to say', {}, [{ field: 'text', issue: 'is needed where there are no blocks' }]],
    [
      'a text that Slack would cut off',
      { text: 'x'.repeat(40_001) },
      [{ field: 'text', issue: 'must have at most 40,000 characters' }],
    ],
    [
      'a `ts` that is none',
      { text: 'x', threadTs: 'yesterday' },
      [{ field: 'thread_ts', issue: expect.stringContaining('must be the `ts`') }],
    ],
    [
      'blocks that are wrong',
      {
        blocks: [
          WELCOME[0],
          { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } },
          { type: 'sektion' },
        ],
      },
      [
        { field: 'blocks.1.text.text', issue: 'must have at most 3000 characters' },
        { field: 'blocks.2.type', issue: 'has a `type` that is not known here' },
      ],
    ],
    [
      'blocks that are no list',
      { blocks: { type: 'divider' } },
      [{ field: 'blocks', issue: 'must be a list of blocks' }],
    ],
  ])('with %s is refused before anything is sent, and says where', async (_name, input, details) => {
    expect(await post({ channel: 'C0001', ...input })).toMatchObject({
      __typename: 'RejectedError',
      code: 'BAD_USER_INPUT',
      details,
    })
    expect(asked()).toEqual([])
  })

  it('that Slack failed on is not repeated, and says that it may have been posted', async () => {
    fault({ operation: 'postMessage', fault: { kind: 'body', body: '{"ok":false,"error":"fatal_error"}' } })
    const { errors } = await ask(POST, { input: { channel: 'C0001', text: 'x' } })
    expect(errors).toMatchObject([{ code: 'UPSTREAM_FAILED', facts: { outcome: 'unknown' } }])
    expect(asked()).toEqual(['postMessage'])
  })

  it('that was limited is repeated after Retry-After, for it was not posted', async () => {
    fault({
      operation: 'postMessage',
      times: 1,
      fault: { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
    })
    expect(await post({ channel: 'C0005', text: 'once' })).toMatchObject({ text: 'once' })
    expect(asked().filter((name) => name === 'postMessage')).toHaveLength(2)
  })
})

describe('changing', () => {
  const UPDATE = `mutation ($input: SlackUpdateMessageInput!) { slackUpdateMessage(input: $input) {
    __typename ... on SlackMessage { text editedAt blocks } ... on Error { code message } } }`
  const update = async (input: object) => (await ask(UPDATE, { input })).data.slackUpdateMessage

  it('replaces the text, and later reads see it', async () => {
    const { ts } = await post({ channel: 'C0006', text: 'Teh end' })
    await latest('C0006')
    expect(await update({ channel: 'C0006', ts, text: 'The end' })).toMatchObject({
      text: 'The end',
      editedAt: expect.any(String),
    })
    expect(await latest('C0006')).toMatchObject({ ts, text: 'The end', editedAt: expect.any(String) })
  })

  it.each([
    ['a message of somebody else', { ts: '1767621000.000600', text: 'x' }, 'ConflictError'],
    ['a message that is not there', { ts: '1.000000', text: 'x' }, 'NotFoundError'],
    ['nothing', { ts: '1767621000.000600' }, 'RejectedError'],
  ])('to or of %s is an outcome', async (_name, input, type) => {
    expect(await update({ channel: 'C0006', ...input })).toMatchObject({ __typename: type })
  })
})

describe('deleting', () => {
  const DELETE = `mutation ($input: SlackDeleteMessageInput!) { slackDeleteMessage(input: $input) {
    __typename ... on SlackDeletedMessage { ts channelId } ... on Error { code } } }`
  const remove = async (input: object) => (await ask(DELETE, { input })).data.slackDeleteMessage

  it('takes a message away, once', async () => {
    const { ts } = await post({ channel: 'C0007', text: 'Never mind' })
    expect(await latest('C0007')).toMatchObject({ ts })
    expect(await remove({ channel: 'C0007', ts })).toEqual({
      __typename: 'SlackDeletedMessage',
      ts,
      channelId: 'C0007',
    })
    expect((await latest('C0007')).ts).not.toBe(ts)
    expect(await remove({ channel: 'C0007', ts })).toMatchObject({ __typename: 'NotFoundError' })
  })

  it('of a message of somebody else is a conflict', async () => {
    expect(await remove({ channel: 'C0007', ts: '1767621000.000700' })).toMatchObject({ __typename: 'ConflictError' })
  })
})

describe('reacting', () => {
  const REACT = `mutation ($input: SlackAddReactionInput!) { slackAddReaction(input: $input) {
    __typename ... on SlackAddedReaction { alreadyThere } ... on Error { code } ... on RejectedError { details { field issue } } } }`
  const react = async (input: object) => (await ask(REACT, { input })).data.slackAddReaction

  it('adds an emoji; a second time it is there already, which is a success', async () => {
    const { ts } = await post({ channel: 'C0008', text: 'Fixed' })
    await latest('C0008')
    expect(await react({ channel: 'C0008', ts, name: 'tada' })).toEqual({
      __typename: 'SlackAddedReaction',
      alreadyThere: false,
    })
    expect(await latest('C0008')).toMatchObject({ reactions: [{ name: 'tada', count: 1 }] })
    expect(await react({ channel: 'C0008', ts, name: 'tada' })).toEqual({
      __typename: 'SlackAddedReaction',
      alreadyThere: true,
    })
    expect(await latest('C0008')).toMatchObject({ reactions: [{ name: 'tada', count: 1 }] })
  })

  it('is repeated when the answer was lost, and succeeds', async () => {
    const { ts } = await post({ channel: 'C0008', text: 'Fixed again' })
    fault({ operation: 'addReaction', times: 1, fault: { kind: 'truncate' } })
    expect(await react({ channel: 'C0008', ts, name: 'eyes' })).toEqual({
      __typename: 'SlackAddedReaction',
      alreadyThere: true,
    })
  })

  it('with an emoji that is none, or with colons, is rejected', async () => {
    const ts = '1767603600.000100'
    expect(await react({ channel: 'C0001', ts, name: 'nosuch' })).toMatchObject({ code: 'UPSTREAM_REJECTED' })
    expect(await react({ channel: 'C0001', ts, name: ':tada:' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: [{ field: 'name' }],
    })
  })
})
