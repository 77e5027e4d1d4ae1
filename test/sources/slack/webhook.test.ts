import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { webhook } from '../../../src/sources/slack/webhook.ts'

const declared = (signingSecret?: string) =>
  webhook({ config: { baseUrl: 'https://slack.com/api/', botToken: 'xoxb', signingSecret } })

describe('the webhook', () => {
  it('is there only with a signing secret', () => {
    expect(declared()).toBeNull()
    expect(declared('s')).not.toBeNull()
  })

  it('is signed over version, time stamp and body, no older than five minutes', () => {
    const verify = declared('s')?.verify
    expect(verify).toMatchObject({
      hash: 'sha256',
      encoding: 'hex',
      header: 'x-slack-signature',
      atHeader: 'x-slack-request-timestamp',
      toleranceMs: 300_000,
    })
    const signed = verify?.signs.replace('{at}', '1767603600').replace('{raw}', '{"a":1}') ?? ''
    expect(signed).toBe('v0:1767603600:{"a":1}')
    const hex = createHmac('sha256', 's').update(signed).digest('hex')
    expect(verify?.signature.exec(`v0=${hex}`)?.[1]).toBe(hex)
    expect(verify?.signature.exec(`v1=${hex}`)).toBeNull()
    expect(verify?.at?.exec('1767603600')?.[1]).toBe('1767603600')
  })

  it('agrees with the worked example of Slack’s documentation', () => {
    const raw = [
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V',
      '&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=',
      '&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN',
      '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    ].join('')
    const verify = declared('8f742231b10e8888abcd99yyyzzz85a5')?.verify
    const signed = verify?.signs.replace('{at}', '1531420618').replace('{raw}', raw) ?? ''
    const hex = createHmac('sha256', verify?.secret ?? '')
      .update(signed)
      .digest('hex')
    expect(hex).toBe('a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503')
  })

  it.each([
    ['a message', { type: 'message', channel: 'C0001', text: 'Hi' }, ['messages:C0001']],
    ['a reaction', { type: 'reaction_added', item: { type: 'message', channel: 'C0002' } }, ['messages:C0002']],
    ['something without a channel', { type: 'team_join' }, []],
  ])('forgets what %s makes stale', (_name, event, tags) => {
    const told = declared('s')
    const delivery = told?.event.parse({ event_id: 'Ev1', event }) as never
    expect(told?.forgets(delivery)).toEqual(tags)
    expect(told?.id(delivery)).toBe('Ev1')
  })
})
