import { describe, expect, it } from 'vitest'
import { useSlack } from './slack.ts'

const { ask, asked, fault, sandbox } = useSlack()

interface Connection {
  readonly nodes: readonly ({ readonly key: string } | null)[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** Reads a list to its end; `{…}` of the query is where the page's arguments go. */
const readAll = async (query: string, pick: (data: never) => Connection): Promise<readonly (readonly string[])[]> => {
  const pages: string[][] = []
  for (let after: string | null = null; pages.length < 50;) {
    const { data, errors } = await ask(query, { after })
    expect(errors).toEqual([])
    const { nodes, pageInfo } = pick(data as never)
    pages.push(nodes.map((node) => node?.key ?? 'null'))
    if (!pageInfo.hasNextPage) return pages
    after = pageInfo.endCursor
  }
  throw new Error('There is no end.')
}

const LISTS = [
  ['members', 'users(first: 25, after: $after) { nodes { key: vendorId } PAGE }', 60, 3],
  ['channels', 'channels(first: 4, after: $after) { nodes { key: vendorId } PAGE }', 10, 3],
  ['files by page number', 'files(first: 10, after: $after) { nodes { key: vendorId } PAGE }', 24, 3],
  [
    'members of a channel',
    'channel(id: "C0002") { list: members(first: 7, after: $after) { nodes { key: userId } PAGE } }',
    31,
    5,
  ],
  [
    'messages of a channel',
    'channel(id: "C0003") { list: messages(first: 12, after: $after) { nodes { key: ts } PAGE } }',
    30,
    3,
  ],
  ['a thread', 'thread(channel: "C0001", ts: "1767606600.000100") { nodes { key: ts } PAGE }', 5, 1],
  [
    'a thread, one by one',
    'thread(channel: "C0001", ts: "1767606600.000100", first: 1, after: $after) { nodes { key: ts } PAGE }',
    5,
    5,
  ],
] as const

describe('pages', () => {
  it.each(LISTS)('of %s end where Slack says so, and no row comes twice', async (_name, list, rows, pages) => {
    const page = list.replace('PAGE', 'pageInfo { hasNextPage endCursor }')
    const query = `query ($after: String) { __typename slack { ${page.startsWith('channel(') ? page : `list: ${page}`} } }`
    const usesAfter = query.split('$after').length > 2
    const read = await readAll(usesAfter ? query : query.replace('($after: String)', ''), (data) => {
      const { slack } = data as { slack: { list?: Connection; channel?: { list: Connection } } }
      const found = slack.list ?? slack.channel?.list
      if (!found) throw new Error('no list')
      return found
    })
    expect(read).toHaveLength(pages)
    expect(new Set(read.flat()).size).toBe(rows)
    expect(read.flat()).toHaveLength(rows)
  })

  it('go on in the middle of a page', async () => {
    const first = await ask('{ slack { users(first: 10) { edges { cursor node { vendorId } } } } }')
    const { cursor } = first.data.slack.users.edges[3]
    const { data } = await ask('query ($c: String) { slack { users(first: 2, after: $c) { nodes { vendorId } } } }', {
      c: cursor,
    })
    expect(data.slack.users.nodes).toEqual([{ vendorId: 'U0005' }, { vendorId: 'U0006' }])
  })

  it('are sent with limit and cursor, and files with count and page', async () => {
    await ask('{ slack { channels(first: 3, kinds: [PUBLIC]) { nodes { name } } files(first: 3) { nodes { name } } } }')
    const urls = sandbox()
      .seen()
      .map(({ url }) => url)
    expect(urls).toContain('/conversations.list?limit=3&types=public_channel&exclude_archived=true')
    expect(urls).toContain('/files.list?page=1&count=3')
  })

  it('cannot be read backward, nor be larger than Slack recommends', async () => {
    const { errors } = await ask(
      '{ slack { a: users(last: 2) { nodes { handle } } b: users(first: 2001) { nodes { handle } } } }',
    )
    expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT'])
    expect(asked()).toEqual([])
  })

  it('with one malformed row have one null, and its siblings stand', async () => {
    const bend = (body: unknown) => {
      const { members, ...rest } = body as { members: object[] }
      return { ...rest, members: members.map((row, index) => (index === 1 ? { ...row, profile: 'none' } : row)) }
    }
    fault({ operation: 'users', fault: { kind: 'bend', bend } })
    const { data, errors } = await ask('{ slack { users(first: 3) { nodes { vendorId } } } }')
    expect(data.slack.users.nodes).toEqual([{ vendorId: 'U0001' }, null, { vendorId: 'U0003' }])
    expect(errors).toMatchObject([{ code: 'UPSTREAM_SHAPE', facts: { details: [{ field: 'profile' }] } }])
  })

  it('of a thread do not show its first message again, should Slack repeat it', async () => {
    const first = await ask(
      '{ slack { thread(channel: "C0002", ts: "1767603600.000200", first: 2) { nodes { ts } pageInfo { endCursor } } } }',
    )
    const after = first.data.slack.thread.pageInfo.endCursor
    const bend = (body: unknown) => {
      const { messages, ...rest } = body as { messages: object[] }
      return { ...rest, messages: [{ ts: '1767603600.000200', text: 'again' }, ...messages] }
    }
    fault({ operation: 'thread', fault: { kind: 'bend', bend } })
    const { data } = await ask(
      'query ($after: String) { slack { thread(channel: "C0002", ts: "1767603600.000200", first: 2, after: $after) { nodes { text } } } }',
      { after },
    )
    expect(data.slack.thread.nodes).toEqual([{ text: 'Reply 2.' }, { text: 'Reply 3.' }])
  })
})
