import { HeadwatersError, type DeskOf } from '../../../kit/index.ts'
import type { SlackOperations } from '../operations.ts'
import type { SlackMessageRef } from './message-name.ts'
import type { SlackBlocksRef } from './message.ts'

type Desk = DeskOf<SlackOperations>

interface Types {
  readonly SlackMessage: SlackMessageRef
  readonly SlackBlocks: SlackBlocksRef
}

const CHANNEL = "The channel's id, or the `id` of a SlackChannel."
const TS = 'The `ts` of the message: `1767607200.000100`.'
const BLOCKS = 'The blocks, from 1 to 50, as Block Kit has them; they are checked before anything is sent.'

interface Content {
  readonly text?: string | null | undefined
  readonly blocks?: unknown
}

/** A message has to say something; and blocks come in as JSON, which the operation checks. */
const contentOf = (operation: string, { text, blocks }: Content): { text: string | undefined; blocks: never } => {
  if (text || blocks) return { text: text ?? undefined, blocks: (blocks ?? undefined) as never }
  throw new HeadwatersError('BAD_USER_INPUT', `slack.${operation}: send \`text\`, \`blocks\` or both.`, {
    details: [{ field: 'text', issue: 'is needed where there are no blocks' }],
    outcome: 'notApplied',
    beforeSending: true,
  })
}

const addResults = ({ builder }: Desk) => ({
  SlackDeletedMessage: builder.objectRef<{ channel: string; ts: string }>('SlackDeletedMessage').implement({
    description: 'What is left of a deleted message.',
    fields: (t) => ({
      channelId: t.exposeString('channel', { description: "The vendor's id of the channel." }),
      ts: t.exposeString('ts', { description: 'What named the message within its channel.' }),
    }),
  }),
  SlackAddedReaction: builder.objectRef<{ alreadyThere: boolean }>('SlackAddedReaction').implement({
    description: 'A reaction that is now there.',
    fields: (t) => ({
      alreadyThere: t.exposeBoolean('alreadyThere', { description: 'Whether it had been given before.' }),
    }),
  }),
})

const addPosting = ({ mutation, call }: Desk, { SlackMessage, SlackBlocks }: Types): void =>
  mutation((t) => ({
    postMessage: t.write(call.postMessage, {
      type: SlackMessage,
      description: 'Posts a message or a reply. Slack knows no idempotency key: posting twice posts twice.',
      input: (t) => ({
        channel: t.id({ required: true, description: `${CHANNEL} The id of a member opens a direct message.` }),
        text: t.string({
          description:
            "The text in Slack's markup, at most 40,000 characters; with blocks it is what notifications show.",
        }),
        blocks: t.field({ type: SlackBlocks, description: BLOCKS }),
        threadTs: t.string({ description: 'The `ts` of the message to reply to.' }),
        alsoToChannel: t.boolean({ description: 'Show a reply in the channel too. Default: false.' }),
        unfurlLinks: t.boolean({ description: 'Show previews of links. Default: as Slack thinks best.' }),
      }),
      ids: { channel: 'SlackChannel' },
      with: ({ channel, threadTs, alsoToChannel, unfurlLinks, ...content }) => ({
        channel,
        ...contentOf('postMessage', content),
        thread_ts: threadTs ?? undefined,
        reply_broadcast: alsoToChannel ?? undefined,
        unfurl_links: unfurlLinks ?? undefined,
      }),
    }),
  }))

const addUpdate = ({ mutation, call }: Desk, { SlackMessage, SlackBlocks }: Types): void =>
  mutation((t) => ({
    updateMessage: t.write(call.updateMessage, {
      type: SlackMessage,
      description: 'Replaces text and blocks of a message that our app has posted.',
      input: (t) => ({
        channel: t.id({ required: true, description: CHANNEL }),
        ts: t.string({ required: true, description: TS }),
        text: t.string({ description: 'The new text; without new blocks, old ones are taken away.' }),
        blocks: t.field({ type: SlackBlocks, description: BLOCKS }),
      }),
      ids: { channel: 'SlackChannel' },
      with: ({ channel, ts, ...content }) => ({ channel, ts, ...contentOf('updateMessage', content) }),
    }),
  }))

const addRest = ({ mutation, call }: Desk, results: ReturnType<typeof addResults>): void =>
  mutation((t) => ({
    deleteMessage: t.write(call.deleteMessage, {
      type: results.SlackDeletedMessage,
      description: 'Deletes a message that our app has posted.',
      input: (t) => ({
        channel: t.id({ required: true, description: CHANNEL }),
        ts: t.string({ required: true, description: TS }),
      }),
      ids: { channel: 'SlackChannel' },
      with: ({ channel, ts }) => ({ channel, ts }),
    }),
    addReaction: t.write(call.addReaction, {
      type: results.SlackAddedReaction,
      description: 'Adds an emoji to a message. Adding it again changes nothing.',
      input: (t) => ({
        channel: t.id({ required: true, description: CHANNEL }),
        ts: t.string({ required: true, description: TS }),
        name: t.string({ required: true, description: 'The name of the emoji without colons: `eyes`.' }),
      }),
      ids: { channel: 'SlackChannel' },
      with: ({ channel, ts, name }) => ({ channel, timestamp: ts, name }),
    }),
  }))

/** Adds the writes. */
export const addMutations = (desk: Desk, types: Types): void => {
  addPosting(desk, types)
  addUpdate(desk, types)
  addRest(desk, addResults(desk))
}
