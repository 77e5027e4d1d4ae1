import { describe, expect, it } from 'vitest'
import { hubspot } from '../../../src/sources/hubspot/index.ts'

const config = {
  baseUrl: 'https://api.hubapi.com/',
  accessToken: 'pat-na1-test',
  clientSecret: 'client-secret',
  requestsPerTenSeconds: 100,
}

/** What a delivery makes stale, as the declaration tells it. */
const forgottenBy = (deliveries: unknown): readonly string[] => {
  const declared = hubspot.webhook?.({ config })
  const events = declared?.event.parse(deliveries)
  return declared?.forgets(events as never) ?? []
}

describe('webhook', () => {
  it('is not there until its secret is set', () => {
    const { clientSecret: _, ...without } = config
    expect(hubspot.webhook?.({ config: without as never })).toBeNull()
  })

  it('is signed over method, URL, body and time stamp, good for five minutes', () => {
    expect(hubspot.webhook?.({ config })?.verify).toMatchObject({
      hash: 'sha256',
      encoding: 'base64',
      header: 'x-hubspot-signature-v3',
      atHeader: 'x-hubspot-request-timestamp',
      atUnit: 'milliseconds',
      signs: '{method}{url}{raw}{at}',
      toleranceMs: 300_000,
    })
  })

  it.each([
    ['contact.propertyChange', { objectId: 101 }, ['contacts', 'contact:101', 'links:101']],
    ['company.creation', { objectId: '201' }, ['companies', 'company:201', 'links:201']],
    ['object.deletion', { objectId: 501, objectTypeId: '0-46' }, ['notes', 'note:501', 'links:501']],
    ['contact.associationChange', { fromObjectId: 101, toObjectId: 201 }, ['links:101', 'links:201']],
    ['conversation.newMessage', { objectId: 1 }, []],
  ])('%s %j makes %j stale', (subscriptionType, facts, tags) => {
    expect(forgottenBy([{ eventId: 1, subscriptionType, ...facts }])).toEqual(tags)
  })

  it('a delivery of several events names each tag once', () => {
    const event = { eventId: 1, subscriptionType: 'contact.propertyChange', objectId: 101 }
    expect(forgottenBy([event, { ...event, eventId: 2 }])).toEqual(['contacts', 'contact:101', 'links:101'])
  })
})
