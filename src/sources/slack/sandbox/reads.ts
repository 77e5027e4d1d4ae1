import type { Sandbox } from '../../../kit/index.ts'
import type { SlackOperations } from '../operations.ts'
import type { SentMessage } from './places.ts'
import { messageOf, no, pageOf, placeOf, type Workspace } from './workspace.ts'

type Handlers = Sandbox<SlackOperations>['operations']

const OK = { ok: true } as const

/** What Slack leaves out of messages that it lists. */
const withoutChannel = ({ channel: _channel, ...message }: SentMessage): SentMessage => message

type People = Pick<Handlers, 'user' | 'userByEmail' | 'users' | 'userGroups'>

/** Answers on members. */
export const people = (workspace: Workspace): People => ({
  user: ({ user }) => ({ ...OK, user: workspace.users.find(({ id }) => id === user) ?? no('user_not_found') }),
  userByEmail: ({ email }) => {
    const found = workspace.users.find((one) => one.profile.email === email.toLowerCase() && one.deleted !== true)
    return { ...OK, user: found ?? no('users_not_found') }
  },
  users: (args) => {
    const { rows, ...rest } = pageOf(workspace.users, ({ id }) => id, args)
    return { ...OK, members: rows, ...rest }
  },
  userGroups: ({ include_disabled }) => ({
    ...OK,
    usergroups: workspace.userGroups.filter(({ date_delete }) => include_disabled === true || !date_delete),
  }),
})

const SCOPES = { private_channel: 'groups:read', im: 'im:read', mpim: 'mpim:read' } as const
const PROVIDED =
  'channels:read,channels:history,users:read,users:read.email,usergroups:read,files:read,chat:write,reactions:write'

/** Our app may list public channels only. */
const checkKinds = (types: string): void => {
  const lacking = Object.entries(SCOPES).find(([kind]) => types.split(',').includes(kind))
  if (lacking) no('missing_scope', { needed: lacking[1], provided: PROVIDED })
}

type Places = Pick<Handlers, 'channel' | 'channels' | 'members'>

/** Answers on channels. */
export const places = (workspace: Workspace): Places => ({
  channel: ({ channel: id }) => {
    const { channel, members } = placeOf(workspace, id)
    return { ...OK, channel: { ...channel, num_members: members.length } }
  },
  channels: ({ types = 'public_channel', exclude_archived, ...args }) => {
    checkKinds(types)
    const visible = [...workspace.places.values()]
      .filter(({ channel }) => channel.is_private !== true && channel.is_im !== true)
      .filter(({ channel }) => exclude_archived !== true || channel.is_archived !== true)
      .map(({ channel, members }) => ({ ...channel, num_members: members.length }))
    const { rows, ...rest } = pageOf(visible, ({ id }) => id, args)
    return { ...OK, channels: rows, ...rest }
  },
  members: ({ channel, ...args }) => {
    const { rows, ...rest } = pageOf(placeOf(workspace, channel).members, (id) => id, args)
    return { ...OK, members: rows, ...rest }
  },
})

type Messages = Pick<Handlers, 'messages' | 'thread' | 'permalink'>

/** Answers on messages. */
export const messages = (workspace: Workspace): Messages => ({
  messages: ({ channel, oldest = '0', latest = 'Infinity', ...args }) => {
    const place = placeOf(workspace, channel)
    if (place.channel.is_member === false) return no('not_in_channel')
    const top = place.messages
      .filter(({ ts, thread_ts }) => thread_ts === undefined || thread_ts === ts)
      .filter(({ ts }) => Number(ts) > Number(oldest) && Number(ts) < Number(latest))
      .toReversed()
    const { rows, ...rest } = pageOf(top, ({ ts }) => ts, args)
    return { ...OK, messages: rows.map(withoutChannel), ...rest }
  },
  thread: ({ channel, ts, ...args }) => {
    const place = placeOf(workspace, channel)
    const thread = place.messages.filter((message) => message.ts === ts || message.thread_ts === ts)
    if (thread.length === 0) return no('thread_not_found')
    const { rows, ...rest } = pageOf(thread, (message) => message.ts, args)
    return { ...OK, messages: rows.map(withoutChannel), ...rest }
  },
  permalink: ({ channel, message_ts }) => {
    const { ts } = messageOf(placeOf(workspace, channel), message_ts)
    return { ...OK, permalink: `https://analytical.slack.com/archives/${channel}/p${ts.replace('.', '')}` }
  },
})

type Files = Pick<Handlers, 'file' | 'files'>

/** Answers on files. */
export const files = (workspace: Workspace): Files => ({
  file: ({ file }) => ({ ...OK, file: workspace.files.find(({ id }) => id === file) ?? no('file_not_found') }),
  files: ({ page = 1, count = 100, channel, user }) => {
    const all = workspace.files.filter(
      (file) => (channel ?? file.channels[0]) === file.channels[0] && (user ?? file.user) === file.user,
    )
    const from = (page - 1) * count
    return {
      ...OK,
      files: all.slice(from, from + count),
      paging: { page, pages: Math.ceil(all.length / count), total: all.length },
    }
  },
})
