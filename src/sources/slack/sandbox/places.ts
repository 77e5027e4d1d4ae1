import type { z } from '../../../kit/index.ts'
import type { Channel, File, Message, UserGroup } from '../shapes.ts'
import { BOT_ID, START_S } from './people.ts'

/** A channel as Slack sends it. */
export type SentChannel = z.input<typeof Channel>
/** A message as Slack sends it. */
export type SentMessage = z.input<typeof Message>
/** A file as Slack sends it. */
export type SentFile = z.input<typeof File>
/** A user group as Slack sends it. */
export type SentUserGroup = z.input<typeof UserGroup>

const NAMES = [
  'general|What concerns everybody',
  'random|What concerns nobody',
  'engineering|How it is built',
  'deploys|What went out',
  'support|What customers ask',
  'sales|Who may become a customer',
  'design|How it looks',
  'incidents|What is broken',
  'announcements|What is new',
  'hiring|Who may join',
  'archive-2024|What was',
  'leadership|Where it goes',
]

const pad = (index: number): string => String(index).padStart(4, '0')
const user = (index: number): string => `U${pad((index % 58) + 1)}`

const toChannel = (line: string, index: number): SentChannel => {
  const [name = '', purpose = ''] = line.split('|')
  return {
    id: `C${pad(index + 1)}`,
    name,
    is_private: name === 'leadership',
    is_archived: name === 'archive-2024',
    is_general: index === 0,
    is_member: name !== 'hiring',
    creator: user(index),
    created: START_S - 40_000_000 + index * 86_400,
    topic: { value: index % 3 === 0 ? `${name}: see the pinned messages` : '' },
    purpose: { value: purpose },
  }
}

/** Twelve channels: one archived, one private, and one that our app is not in. */
export const createChannels = (): SentChannel[] => NAMES.map(toChannel)

/** Who is in a channel: everybody in the first, every second in the next, and so on. */
export const membersOf = (index: number): string[] =>
  Array.from({ length: 60 }, (_x, place) => `U${pad(place + 1)}`).filter(
    (id, place) => place % (index + 1) === 0 || (id === BOT_ID && index !== 9),
  )

const LINES = [
  'Good morning.',
  'The release is out.',
  'Who has seen this before?',
  'Done, thank you.',
  'I have a question.',
]

const tsOf = (seconds: number, index: number): string => `${START_S + seconds}.${String(index * 100).padStart(6, '0')}`

const repliesTo = (parent: SentMessage, index: number): SentMessage[] =>
  Array.from({ length: 3 + (index % 4) }, (_x, place) => ({
    type: 'message',
    ts: tsOf(index * 600 + place + 1, place + 1),
    thread_ts: parent.ts,
    user: user(index + place + 1),
    text: `Reply ${place + 1}.`,
  }))

/** Thirty messages of a channel, every fifth with a thread, newest last. */
export const createMessages = (channel: number): SentMessage[] =>
  Array.from({ length: 30 }, (_x, index): SentMessage[] => {
    const parent: SentMessage = {
      ts: tsOf(index * 600, channel + 1),
      user: index === 7 ? BOT_ID : user(channel * 3 + index),
      text: LINES[index % LINES.length] ?? '',
      ...(index % 6 === 0 && { reactions: [{ name: 'eyes', count: 2, users: ['U0001', 'U0002'] }] }),
    }
    if (index % 5 !== 0) return [parent]
    const replies = repliesTo(parent, index)
    return [{ ...parent, thread_ts: parent.ts, reply_count: replies.length }, ...replies]
  }).flat()

/** Twenty-four files. */
export const createFiles = (): (SentFile & { channels: string[] })[] =>
  Array.from({ length: 24 }, (_x, index) => ({
    id: `F${pad(index + 1)}`,
    name: `plan-${index + 1}.pdf`,
    title: `Plan ${index + 1}`,
    mimetype: 'application/pdf',
    filetype: 'pdf',
    mode: 'hosted',
    size: 10_000 + index * 512,
    user: user(index % 6),
    created: START_S - index * 7200,
    permalink: `https://analytical.slack.com/files/${user(index % 6)}/F${pad(index + 1)}/plan-${index + 1}.pdf`,
    is_public: true,
    is_external: false,
    channels: [`C${pad((index % 4) + 1)}`],
  }))

/** Four user groups, the last switched off. */
export const createUserGroups = (): SentUserGroup[] =>
  ['Engineers', 'Admins', 'Writers', 'Former'].map((name, index) => ({
    id: `S${pad(index + 1)}`,
    name,
    handle: name.toLowerCase(),
    description: `All ${name.toLowerCase()}`,
    auto_type: name === 'Admins' ? 'admins' : null,
    date_create: START_S - 30_000_000,
    date_delete: name === 'Former' ? START_S : 0,
    user_count: 3 + index,
    users: Array.from({ length: 3 + index }, (_x, place) => user(index * 5 + place)),
  }))
