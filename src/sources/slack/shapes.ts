import { rows, z } from '../../kit/index.ts'

/** A message's time stamp: seconds since 1970 and six digits more, unique within a channel. */
export const Ts = z.string().regex(/^\d{1,12}\.\d{6}$/, 'must be the `ts` of a message, such as 1767607200.000100')

const text = z.string().nullish()

const Profile = z.object({
  display_name: text,
  real_name: text,
  title: text,
  email: text,
  phone: text,
  image_192: text,
  status_text: text,
  status_emoji: text,
})

/** What we read of a member (https://docs.slack.dev/reference/objects/user-object). */
export const User = z.object({
  id: z.string(),
  name: z.string(),
  deleted: z.boolean().default(false),
  tz: text,
  is_bot: z.boolean().default(false),
  is_admin: z.boolean().default(false),
  is_owner: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_email_confirmed: z.boolean().nullish(),
  updated: z.number().nullish(),
  profile: Profile,
})

const Remark = z.object({ value: z.string() }).nullish()

/** What we read of a conversation (https://docs.slack.dev/reference/objects/conversation-object). Direct messages have no name. */
export const Channel = z.object({
  id: z.string(),
  name: text,
  is_im: z.boolean().default(false),
  is_mpim: z.boolean().default(false),
  is_private: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  is_general: z.boolean().default(false),
  is_member: z.boolean().nullish(),
  is_ext_shared: z.boolean().default(false),
  creator: text,
  created: z.number().nullish(),
  topic: Remark,
  purpose: Remark,
  num_members: z.int().nullish(),
})

/** What we read of a file (https://docs.slack.dev/reference/objects/file-object). Of deleted and hidden files Slack leaves an id. */
export const File = z.object({
  id: z.string(),
  name: text,
  title: text,
  mimetype: text,
  filetype: text,
  mode: text,
  size: z.number().nullish(),
  user: text,
  created: z.number().nullish(),
  permalink: text,
  is_public: z.boolean().nullish(),
  is_external: z.boolean().nullish(),
})

const Reaction = z.object({ name: z.string(), count: z.int(), users: z.array(z.string()).default([]) })

/** What we read of a message (https://docs.slack.dev/reference/events/message). Its channel stands in the question alone. */
export const Message = z.object({
  ts: Ts,
  channel: z.string().default(''),
  subtype: text,
  text: z.string().nullish(),
  user: text,
  bot_id: text,
  username: text,
  thread_ts: text,
  reply_count: z.int().nullish(),
  edited: z.object({ ts: z.string() }).nullish(),
  blocks: z.array(z.unknown()).nullish(),
  reactions: z.array(Reaction).nullish(),
  files: z.array(File).nullish(),
})

/** What we read of a user group (https://docs.slack.dev/reference/objects/usergroup-object). */
export const UserGroup = z.object({
  id: z.string(),
  name: z.string(),
  handle: z.string(),
  description: text,
  auto_type: text,
  date_create: z.number().nullish(),
  date_delete: z.number().nullish(),
  user_count: z.union([z.int(), z.string().transform(Number)]).nullish(),
  users: z.array(z.string()).default([]),
})

/** A member, decoded. */
export type UserRow = z.output<typeof User>
/** A channel, decoded. */
export type ChannelRow = z.output<typeof Channel>
/** A file, decoded. */
export type FileRow = z.output<typeof File>
/** A message, decoded. */
export type MessageRow = z.output<typeof Message>
/** A reaction, decoded. */
export type ReactionRow = z.output<typeof Reaction>
/** A user group, decoded. */
export type UserGroupRow = z.output<typeof UserGroup>

/** A member of a channel: Slack tells ids only. */
export const MemberId = z.string().transform((user) => ({ user }))
/** A member of a channel, decoded. */
export type MemberRow = z.output<typeof MemberId>

/** Every good answer says so. */
export const ok = z.literal(true)

const Cursor = z.object({ next_cursor: z.string().nullish() }).nullish()

/** The two arguments that every list by cursor takes (https://docs.slack.dev/apis/web-api/pagination). */
export const paging = { cursor: z.string().optional(), limit: z.int().min(1).max(999).optional() }

/** Slack recommends at most this many rows of a page, and may give fewer than were asked for. */
export const MAX_ROWS = 200

/** A list as its pages are read: the rows, and where the next page begins. */
export interface Listing<Row> {
  readonly rows: readonly Row[]
  readonly cursor: string
}

/**
 * A list by cursor: its rows stand under a name of their own, and it ends where the next cursor is the empty string (or
 * missing).
 */
export const listOf = <const Name extends string, S extends z.ZodType>(name: Name, row: S) => {
  const shape = { ok, [name]: rows(row), response_metadata: Cursor } as {
    ok: typeof ok
    response_metadata: typeof Cursor
  } & { [N in Name]: z.ZodType<z.output<S>[], z.input<S>[]> }
  const answer = z.object(shape).transform((value): Listing<z.output<S>> => {
    const told = value as unknown as { response_metadata?: z.output<typeof Cursor> } & { [N in Name]: z.output<S>[] }
    return { rows: told[name], cursor: told.response_metadata?.next_cursor ?? '' }
  })
  return {
    answer,
    pages: {
      after: 'cursor',
      size: 'limit',
      max: MAX_ROWS,
      items: (list: Listing<z.output<S>>) => list.rows,
      next: (list: Listing<z.output<S>>) => list.cursor,
    },
  } as const
}
