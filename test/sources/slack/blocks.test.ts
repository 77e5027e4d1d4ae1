import { describe, expect, it } from 'vitest'
import { Blocks } from '../../../src/sources/slack/blocks.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const button = { type: 'button', text: plain('Go'), action_id: 'go', url: 'https://example.com' }
const image = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A' }
const x = (length: number) => 'x'.repeat(length)
const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item)

describe('blocks that Slack takes', () => {
  it.each([
    ['section', { type: 'section', text: mrkdwn(x(3000)), accessory: button }],
    ['section with fields', { type: 'section', fields: many(10, plain(x(2000))) }],
    [
      'section with a menu',
      { type: 'section', text: plain('a'), accessory: { type: 'multi_users_select', placeholder: plain('b') } },
    ],
    ['header', { type: 'header', text: plain(x(150)), block_id: x(255) }],
    ['divider', { type: 'divider' }],
    ['context', { type: 'context', elements: [image, mrkdwn('a'), plain('b')] }],
    ['actions', { type: 'actions', elements: many(25, button) }],
    ['image by address', { ...image, title: plain('A') }],
    ['image by file', { type: 'image', alt_text: 'A', slack_file: { id: 'F1' } }],
    ['rich text', { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] }],
    ['markdown', { type: 'markdown', text: '# A' }],
    ['a property that is newer than this code', { type: 'section', text: mrkdwn('a'), expand: true }],
  ])('%s', (_name, block) => {
    expect(Blocks.safeParse([block])).toMatchObject({ success: true, data: [block] })
  })
})

describe('blocks that Slack would refuse', () => {
  it.each([
    ['none', [], ''],
    ['fifty-one', many(51, { type: 'divider' }), ''],
    ['text in place of a list', 'hello', ''],
    ['no type', [{ text: plain('a') }], '0.type'],
    ['an unknown type', [{ type: 'divider' }, { type: 'sektion' }], '1.type'],
    ['a section that says nothing', [{ type: 'section' }], '0'],
    ['an empty section', [{ type: 'section', text: mrkdwn('') }], '0.text.text'],
    ['a long section', [{ type: 'section', text: mrkdwn(x(3001)) }], '0.text.text'],
    ['a section with a bare text', [{ type: 'section', text: 'hello' }], '0.text'],
    ['text of an unknown type', [{ type: 'section', text: { type: 'html', text: 'a' } }], '0.text.type'],
    ['eleven fields', [{ type: 'section', fields: many(11, plain('a')) }], '0.fields'],
    ['a long field', [{ type: 'section', fields: [plain('a'), plain(x(2001))] }], '0.fields.1.text'],
    ['a long header', [{ type: 'header', text: plain(x(151)) }], '0.text.text'],
    ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('a') }], '0.text.type'],
    ['a long block_id', [{ type: 'divider', block_id: x(256) }], '0.block_id'],
    ['eleven elements of a context', [{ type: 'context', elements: many(11, plain('a')) }], '0.elements'],
    ['a button in a context', [{ type: 'context', elements: [button] }], '0.elements.0.type'],
    ['no actions', [{ type: 'actions', elements: [] }], '0.elements'],
    [
      'a button with a long text',
      [{ type: 'actions', elements: [{ ...button, text: plain(x(76)) }] }],
      '0.elements.0.text.text',
    ],
    [
      'a button of a strange style',
      [{ type: 'actions', elements: [{ ...button, style: 'green' }] }],
      '0.elements.0.style',
    ],
    ['an image without a description', [{ type: 'image', image_url: 'https://example.com/a.png' }], '0.alt_text'],
    ['an image without an image', [{ type: 'image', alt_text: 'a' }], '0'],
    ['an image with two', [{ ...image, slack_file: { id: 'F1' } }], '0'],
  ])('%s', (_name, blocks, path) => {
    const { error } = Blocks.safeParse(blocks)
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })
})
