import { read, rows, write, z } from '../../kit/index.ts'
import { Blocks } from './blocks.ts'
import type { Method } from './quota.ts'
import { Channel, File, listOf, MemberId, Message, ok, paging, Ts, User, UserGroup, type MessageRow } from './shapes.ts'
import { filePages } from './file-pages.ts'

const method = <M extends Method>(name: M): M => name

/** Seconds since 1970, as Slack takes bounds in time. */
const Bound = z.string().regex(/^\d+(\.\d+)?$/, 'must be seconds since 1970')
const bounds = { oldest: Bound.optional(), latest: Bound.optional() }

interface MessageList {
  readonly rows: readonly MessageRow[]
  readonly cursor: string
}

/** Slack's lists of messages do not say in which channel they are. */
const inChannel = (list: MessageList, { channel }: { channel: string }) => ({
  ...list,
  rows: list.rows.map((row) => ({ ...row, channel })),
})

/** A thread's first message comes before its replies; on later pages too, by some accounts, so there it is taken out. */
const inThread = (list: MessageList, args: { channel: string; ts: string; cursor?: string | null | undefined }) => {
  const { rows, ...rest } = inChannel(list, args)
  return { ...rest, rows: args.cursor ? rows.filter(({ ts }) => ts !== args.ts) : rows }
}

const posted = z
  .object({ ok, channel: z.string(), ts: Ts, message: Message })
  .transform(({ channel, ts, message }) => ({ ...message, channel, ts }))

/** Slack cuts longer texts off without a word (https://docs.slack.dev/reference/methods/chat.postMessage). */
const Text = z.string().max(40_000, 'must have at most 40,000 characters')

const PEOPLE_TTL_MS = 60_000
const CHANNEL_TTL_MS = 30_000
const MESSAGE_TTL_MS = 5_000

const reads = {
  user: read('GET users.info', {
    query: { user: z.string() },
    answer: z.object({ ok, user: User }).transform(({ user }) => user),
    key: 'user',
    cache: { ttlMs: PEOPLE_TTL_MS },
    quota: method('users.info'),
  }),
  userByEmail: read('GET users.lookupByEmail', {
    query: { email: z.string() },
    answer: z.object({ ok, user: User }).transform(({ user }) => user),
    key: 'email',
    cache: { ttlMs: PEOPLE_TTL_MS },
    quota: method('users.lookupByEmail'),
  }),
  users: read('GET users.list', {
    query: paging,
    ...listOf('members', User),
    cache: { ttlMs: PEOPLE_TTL_MS },
    quota: method('users.list'),
  }),
  channel: read('GET conversations.info', {
    query: { channel: z.string(), include_num_members: z.boolean().default(true) },
    answer: z.object({ ok, channel: Channel }).transform(({ channel }) => channel),
    key: 'channel',
    cache: { ttlMs: CHANNEL_TTL_MS },
    quota: method('conversations.info'),
  }),
  channels: read('GET conversations.list', {
    query: { ...paging, types: z.string().optional(), exclude_archived: z.boolean().optional() },
    ...listOf('channels', Channel),
    cache: { ttlMs: CHANNEL_TTL_MS },
    quota: method('conversations.list'),
  }),
  members: read('GET conversations.members', {
    query: { ...paging, channel: z.string() },
    ...listOf('members', MemberId),
    cache: { ttlMs: CHANNEL_TTL_MS },
    quota: method('conversations.members'),
  }),
  messages: read('GET conversations.history', {
    query: { ...paging, ...bounds, channel: z.string() },
    ...listOf('messages', Message),
    complete: inChannel,
    cache: { ttlMs: MESSAGE_TTL_MS, tags: ['messages:{channel}'] },
    quota: method('conversations.history'),
  }),
  thread: read('GET conversations.replies', {
    query: { ...paging, channel: z.string(), ts: Ts },
    ...listOf('messages', Message),
    complete: inThread,
    cache: { ttlMs: MESSAGE_TTL_MS, tags: ['messages:{channel}'] },
    quota: method('conversations.replies'),
  }),
  permalink: read('GET chat.getPermalink', {
    query: { channel: z.string(), message_ts: Ts },
    answer: z.object({ ok, permalink: z.string() }).transform(({ permalink }) => permalink),
    cache: { ttlMs: PEOPLE_TTL_MS, tags: ['messages:{channel}'] },
    quota: method('chat.getPermalink'),
  }),
  userGroups: read('GET usergroups.list', {
    query: {
      include_disabled: z.boolean().optional(),
      include_count: z.boolean().default(true),
      include_users: z.boolean().default(true),
    },
    answer: z.object({ ok, usergroups: rows(UserGroup) }).transform(({ usergroups }) => usergroups),
    cache: { ttlMs: PEOPLE_TTL_MS },
    quota: method('usergroups.list'),
  }),
  file: read('GET files.info', {
    query: { file: z.string() },
    answer: z.object({ ok, file: File }).transform(({ file }) => file),
    key: 'file',
    cache: { ttlMs: CHANNEL_TTL_MS },
    quota: method('files.info'),
  }),
  files: read('GET files.list', {
    ...filePages,
    cache: { ttlMs: CHANNEL_TTL_MS },
    quota: method('files.list'),
  }),
} as const

const forgets = ['messages:{channel}', 'messages:{answer.channel}'] as const

const writes = {
  // Slack knows no idempotency key here: posting twice posts twice.
  postMessage: write('POST chat.postMessage', {
    body: {
      channel: z.string().min(1),
      text: Text.optional(),
      blocks: Blocks.optional(),
      thread_ts: Ts.optional(),
      reply_broadcast: z.boolean().optional(),
      unfurl_links: z.boolean().optional(),
    },
    answer: posted,
    idempotency: 'none',
    forgets,
    quota: method('chat.postMessage'),
  }),
  updateMessage: write('POST chat.update', {
    body: { channel: z.string().min(1), ts: Ts, text: Text.optional(), blocks: Blocks.optional() },
    answer: posted,
    idempotency: 'natural',
    forgets,
    quota: method('chat.update'),
  }),
  deleteMessage: write('POST chat.delete', {
    body: { channel: z.string().min(1), ts: Ts },
    answer: z.object({ ok, channel: z.string(), ts: Ts }),
    idempotency: 'natural',
    forgets,
    quota: method('chat.delete'),
  }),
  // A reaction is there once, however often it is given: the second time Slack says that it is there already.
  addReaction: write('POST reactions.add', {
    body: {
      channel: z.string().min(1),
      timestamp: Ts,
      name: z.string().regex(/^[^\s:]+(::skin-tone-[2-6])?$/, 'must be the name of an emoji without colons'),
    },
    answer: z
      .union([z.object({ ok }), z.object({ ok: z.literal(false), error: z.literal('already_reacted') })])
      .transform((answer) => ({ alreadyThere: !answer.ok })),
    idempotency: 'natural',
    forgets: ['messages:{channel}'],
    quota: method('reactions.add'),
  }),
} as const

/** What we ask of Slack's Web API (https://docs.slack.dev/reference/methods). */
export const operations = { ...reads, ...writes } as const

/** The operations, as a type for `DeskOf` and the sandbox. */
export type SlackOperations = typeof operations
