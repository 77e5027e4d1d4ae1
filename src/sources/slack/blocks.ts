import { z } from '../../kit/index.ts'

/*
 * Block Kit, as far as it can be checked before sending: what is required, and how long it may be. Numbers are from
 * https://docs.slack.dev/reference/block-kit/blocks and its neighbours. Properties that stand in no shape here pass
 * through: Slack adds to blocks more often than it changes them.
 */

const filled = (max: number) => z.string().min(1, 'must not be empty').max(max, `must have at most ${max} characters`)

const plain = (max: number) => z.looseObject({ type: z.literal('plain_text', 'must be plain_text'), text: filled(max) })

const anyText = (max: number) =>
  z.looseObject({ type: z.enum(['plain_text', 'mrkdwn'], 'must be plain_text or mrkdwn'), text: filled(max) })

const list = <S extends z.ZodType>(item: S, max: number) =>
  z.array(item).min(1, 'must not be empty').max(max, `must have at most ${max} items`)

const common = { block_id: z.string().max(255, 'must have at most 255 characters').optional() }

const hasImage = (image: { image_url?: unknown; slack_file?: unknown }): boolean =>
  (image.image_url === undefined) !== (image.slack_file === undefined)
const ONE_IMAGE = 'needs either image_url or slack_file'

const picture = {
  type: z.literal('image'),
  alt_text: filled(2000),
  image_url: filled(3000).optional(),
  slack_file: z.looseObject({}).optional(),
}

const option = z.looseObject({ text: anyText(75), value: z.string().max(150).optional() })
const action = { action_id: z.string().max(255, 'must have at most 255 characters').optional() }

const button = z.looseObject({
  type: z.literal('button'),
  ...action,
  text: plain(75),
  value: z.string().max(2000, 'must have at most 2000 characters').optional(),
  url: z.string().max(3000, 'must have at most 3000 characters').optional(),
  style: z.enum(['primary', 'danger'], 'must be primary or danger').optional(),
})

const choice = <const Type extends string>(type: Type, max: number) =>
  z.looseObject({ type: z.literal(type), ...action, options: list(option, max) })

const other = <const Type extends string>(type: Type) => z.looseObject({ type: z.literal(type), ...action })

const CONTROLS = [
  button,
  choice('overflow', 5),
  choice('checkboxes', 10),
  choice('radio_buttons', 10),
  z.looseObject({ type: z.literal('static_select'), ...action, options: list(option, 100).optional() }),
  other('external_select'),
  other('users_select'),
  other('conversations_select'),
  other('channels_select'),
  other('datepicker'),
  other('timepicker'),
  other('datetimepicker'),
  other('workflow_button'),
] as const

const MULTI = [
  other('multi_static_select'),
  other('multi_external_select'),
  other('multi_users_select'),
  other('multi_conversations_select'),
  other('multi_channels_select'),
] as const

const knownType = { error: 'has a `type` that is not known here' }

const control = z.discriminatedUnion('type', CONTROLS, knownType)
const accessory = z.discriminatedUnion('type', [...CONTROLS, ...MULTI, z.looseObject(picture)], knownType)
const contextElement = z.discriminatedUnion(
  'type',
  [
    z.looseObject(picture),
    z.looseObject({ type: z.literal('plain_text'), text: filled(3000) }),
    z.looseObject({ type: z.literal('mrkdwn'), text: filled(3000) }),
  ],
  knownType,
)

const section = z
  .looseObject({
    type: z.literal('section'),
    ...common,
    text: anyText(3000).optional(),
    fields: list(anyText(2000), 10).optional(),
    accessory: accessory.optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'needs text or fields')

/** Blocks that only their type is checked of. */
const unchecked = <const Type extends string>(type: Type) => z.looseObject({ type: z.literal(type), ...common })

/** One block of a message. */
const Block = z.discriminatedUnion(
  'type',
  [
    section,
    z.looseObject({ type: z.literal('header'), ...common, text: plain(150) }),
    unchecked('divider'),
    z.looseObject({ type: z.literal('context'), ...common, elements: list(contextElement, 10) }),
    z.looseObject({ type: z.literal('actions'), ...common, elements: list(control, 25) }),
    z.looseObject({ ...picture, ...common, title: plain(2000).optional() }).refine(hasImage, ONE_IMAGE),
    z.looseObject({ type: z.literal('rich_text'), ...common, elements: z.array(z.looseObject({ type: z.string() })) }),
    z.looseObject({ type: z.literal('markdown'), ...common, text: filled(12_000) }),
    z.looseObject({ type: z.literal('video'), ...common, video_url: filled(3000), alt_text: filled(2000) }),
    unchecked('context_actions'),
    unchecked('file'),
    unchecked('input'),
    unchecked('table'),
  ],
  knownType,
)

/** The blocks of a message: from 1 to 50. */
export const Blocks = z
  .array(Block, 'must be a list of blocks')
  .min(1, 'must not be empty')
  .max(50, 'must have at most 50 blocks')
