import { describe, expect, it } from 'vitest'
import { toGlobalId } from '../../../src/core/global-id.ts'
import { useSlack } from './slack.ts'

const slack = useSlack(['one', 'two'])
const { ask, asked, fault } = slack

describe('members', () => {
  it('are found by id, with what is not set as null', async () => {
    const { data, errors } = await ask(`{ slack { user(id: "U0004") {
      vendorId handle displayName realName title email isEmailConfirmed phone timezone statusText isBot isAdmin isDeleted updatedAt avatarUrl } } }`)
    expect(errors).toEqual([])
    expect(data.slack.user).toEqual({
      vendorId: 'U0004',
      handle: 'katherine',
      displayName: null,
      realName: 'Katherine Johnson',
      title: 'Trajectories',
      email: 'katherine@example.com',
      isEmailConfirmed: true,
      phone: null,
      timezone: 'America/New_York',
      statusText: null,
      isBot: false,
      isAdmin: false,
      isDeleted: false,
      updatedAt: '2026-01-05T06:00:00.000Z',
      avatarUrl: 'https://avatars.example.com/katherine_192.png',
    })
  })

  it('are found by e-mail address, whatever its spaces and capitals', async () => {
    const { data } = await ask('{ slack { userByEmail(email: "  Ada@Example.com ") { vendorId realName } } }')
    expect(data.slack.userByEmail).toEqual({ vendorId: 'U0001', realName: 'Ada Lovelace' })
  })

  it('are null when Slack knows none, by id and by e-mail address', async () => {
    const { data, errors } = await ask(
      '{ slack { user(id: "U9999") { handle } userByEmail(email: "nobody@example.com") { handle } } }',
    )
    expect(errors).toEqual([])
    expect(data.slack).toEqual({ user: null, userByEmail: null })
  })

  it('that are asked for many times in a request are asked for once', async () => {
    const one =
      '{ slack { a: user(id: "U0010") { handle } b: user(id: "U0010") { title } c: user(id: "U0011") { handle } } }'
    await ask(one)
    expect(asked()).toEqual(['user', 'user'])
    await ask(one)
    expect(asked(), 'a minute is not over').toHaveLength(2)
  })

  it('fifty of them, found by e-mail address in one request, are fifty calls', async () => {
    const { data } = await ask('{ slack { users(first: 50) { nodes { email } } } }')
    const emails: string[] = data.slack.users.nodes.map((one: { email: string }) => one.email)
    const fields = emails.map((email, index) => `p${index}: userByEmail(email: "${email}") { vendorId }`)
    const found = await ask(`{ slack { ${fields.join(' ')} again: userByEmail(email: "${emails[0]}") { vendorId } } }`)
    expect(found.errors).toEqual([])
    expect(Object.values(found.data.slack).filter((one) => one !== null)).toHaveLength(50)
    expect(asked().filter((name) => name === 'userByEmail')).toHaveLength(50)
  })

  it('have a global id, by which `node` fetches them from the account they are of', async () => {
    const { data } = await ask('{ slack(account: "two") { user(id: "U0002") { id } } }')
    const { id } = data.slack.user
    expect(id).toBe(toGlobalId({ type: 'SlackUser', account: 'two', id: 'U0002' }))
    const again = await ask('query ($id: ID!) { node(id: $id) { __typename id ... on SlackUser { handle } } }', { id })
    expect(again.data.node).toEqual({ __typename: 'SlackUser', id, handle: 'grace' })
    const elsewhere = await ask('query ($id: ID!) { slack(account: "one") { user(id: $id) { handle } } }', { id })
    expect(elsewhere.errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT'])
  })

  it('without an e-mail address and a profile filled in are members too', async () => {
    const { data, errors } = await ask('{ slack { user(id: "U0059") { realName email isBot timezone title } } }')
    expect(errors).toEqual([])
    expect(data.slack.user).toEqual({ realName: 'deploys', email: null, isBot: true, timezone: null, title: null })
  })
})

describe('channels', () => {
  it('have their facts, creator, members and files', async () => {
    const { data, errors } = await ask(`{ slack { channel(id: "C0003") {
      name kind topic purpose isArchived isGeneral isMember memberCount createdAt creator { handle }
      members(first: 3) { nodes { userId user { handle } } } files(first: 2) { totalCount nodes { name owner { handle } } } } } }`)
    expect(errors).toEqual([])
    expect(data.slack.channel).toMatchObject({
      name: 'engineering',
      kind: 'PUBLIC',
      topic: null,
      purpose: 'How it is built',
      isArchived: false,
      isGeneral: false,
      isMember: true,
      memberCount: 21,
      creator: { handle: 'alan' },
      members: { nodes: [{ userId: 'U0001', user: { handle: 'ada' } }, { userId: 'U0004' }, { userId: 'U0007' }] },
      files: { totalCount: 6, nodes: [{ name: 'plan-3.pdf', owner: { handle: 'alan' } }, { name: 'plan-7.pdf' }] },
    })
  })

  it('that are archived are listed when they are asked for', async () => {
    const { data } = await ask(
      '{ slack { some: channels { nodes { name } } all: channels(includeArchived: true) { nodes { name isArchived } } } }',
    )
    expect(data.slack.some.nodes).toHaveLength(10)
    expect(data.slack.all.nodes).toContainEqual({ name: 'archive-2024', isArchived: true })
  })

  it('that are private and unknown ones are null', async () => {
    const { data, errors } = await ask(
      '{ slack { a: channel(id: "C0012") { name } b: channel(id: "C9999") { name } } }',
    )
    expect(errors).toEqual([])
    expect(data.slack).toEqual({ a: null, b: null })
  })
})

describe('messages', () => {
  it('know their channel, author, reactions, thread and address', async () => {
    const { data, errors } = await ask(`{ slack { channel(id: "C0001") { messages(first: 1) { nodes {
      ts text sentAt editedAt replyCount author { handle } channel { name } permalink reactions { name }
      thread { nodes { ts threadTs channelId } } } } } } }`)
    expect(errors).toEqual([])
    expect(data.slack.channel.messages.nodes).toEqual([
      {
        ts: '1767621000.000100',
        text: 'I have a question.',
        sentAt: '2026-01-05T13:50:00.000Z',
        editedAt: null,
        replyCount: 0,
        author: { handle: 'kathleen' },
        channel: { name: 'general' },
        permalink: 'https://analytical.slack.com/archives/C0001/p1767621000000100',
        reactions: [],
        thread: { nodes: [{ ts: '1767621000.000100', threadTs: null, channelId: 'C0001' }] },
      },
    ])
  })

  it('can be narrowed to a time', async () => {
    const { data } =
      await ask(`{ slack { channel(id: "C0002") { messages(since: "2026-01-05T09:15:00Z", until: "2026-01-05T09:45:00Z") {
      nodes { sentAt } } } } }`)
    expect(data.slack.channel.messages.nodes.map((one: { sentAt: string }) => one.sentAt)).toEqual([
      '2026-01-05T09:40:00.000Z',
      '2026-01-05T09:30:00.000Z',
      '2026-01-05T09:20:00.000Z',
    ])
  })

  it('of a channel that the app is not in say so, and the channel stands', async () => {
    const { data, errors } = await ask('{ slack { channel(id: "C0010") { name messages { nodes { ts } } } } }')
    expect(data.slack.channel).toEqual({ name: 'hiring', messages: null })
    expect(errors).toMatchObject([{ code: 'UPSTREAM_FORBIDDEN', message: expect.stringContaining('Invite it there') }])
  })

  it('of a thread can be asked for by channel and `ts`', async () => {
    const { data } = await ask(
      '{ slack { thread(channel: "C0001", ts: "1767603600.000100") { nodes { text threadTs } } } }',
    )
    expect(data.slack.thread.nodes.map((one: { text: string }) => one.text)).toEqual([
      'Good morning.',
      'Reply 1.',
      'Reply 2.',
      'Reply 3.',
    ])
  })
})

describe('user groups and files', () => {
  it('are listed with their members and what Slack keeps them by', async () => {
    const { data } = await ask('{ slack { userGroups { handle upkeep memberCount disabledAt users { handle } } } }')
    expect(data.slack.userGroups).toHaveLength(3)
    expect(data.slack.userGroups[1]).toMatchObject({
      handle: 'admins',
      upkeep: 'ADMINS',
      memberCount: 4,
      disabledAt: null,
    })
    expect(data.slack.userGroups[0].users.map((one: { handle: string }) => one.handle)).toEqual([
      'ada',
      'grace',
      'alan',
    ])
  })

  it('show disabled groups when they are asked for', async () => {
    const { data } = await ask('{ slack { userGroups(includeDisabled: true) { handle disabledAt } } }')
    expect(data.slack.userGroups).toContainEqual({ handle: 'former', disabledAt: '2026-01-05T09:00:00.000Z' })
  })

  it('files are found by id, null when there is none', async () => {
    const { data, errors } = await ask(
      '{ slack { file(id: "F0001") { name mimeType sizeBytes createdAt permalink owner { handle } } none: file(id: "F9999") { name } } }',
    )
    expect(errors).toEqual([])
    expect(data.slack.file).toMatchObject({
      name: 'plan-1.pdf',
      mimeType: 'application/pdf',
      sizeBytes: 10_000,
      owner: { handle: 'ada' },
    })
    expect(data.slack.none).toBeNull()
  })

  it('a word that Slack has added since is one null field, and its siblings stand', async () => {
    fault({
      operation: 'userGroups',
      fault: {
        kind: 'bend',
        bend: (body) => JSON.parse(JSON.stringify(body).replace('"admins","date', '"robots","date')),
      },
    })
    const { data, errors } = await ask(
      '{ slack(account: "one") { userGroups(includeDisabled: false) { name upkeep } } }',
    )
    expect(data.slack.userGroups).toHaveLength(3)
    expect(data.slack.userGroups[1]).toEqual({ name: 'Admins', upkeep: null })
    expect(errors).toMatchObject([{ code: 'UPSTREAM_SHAPE' }])
  })

  it('a malformed row of a list without pages is one null, and its siblings stand', async () => {
    fault({
      operation: 'userGroups',
      fault: {
        kind: 'bend',
        bend: (body) => JSON.parse(JSON.stringify(body).replace('"handle":"admins"', '"handle":7')),
      },
    })
    const { data, errors } = await ask('{ slack(account: "one") { userGroups { name } } }')
    expect(data.slack.userGroups).toEqual([{ name: 'Engineers' }, null, { name: 'Writers' }])
    expect(errors).toMatchObject([{ code: 'UPSTREAM_SHAPE', facts: { details: [{ field: 'handle' }] } }])
  })
})
