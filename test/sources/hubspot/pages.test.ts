import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountHubspot, type Json, type MountedHubspot } from './hubspot.ts'

let hubspot: MountedHubspot
beforeEach(async () => {
  hubspot = await mountHubspot()
})
afterEach(() => hubspot.g.close())

const search = async (args: string, fields = 'nodes { vendorId }'): Promise<Json> =>
  (await hubspot.data(`{ hubspot { searchContacts(${args}) { ${fields} } } }`)).hubspot.searchContacts

const filter = (text: string): string => `filterGroups: [{ filters: [{ ${text} }] }]`

describe('lists', () => {
  it('all contacts are read to the end without one twice', async () => {
    const query =
      'query ($after: String) { hubspot { contacts(first: 25, after: $after) { nodes { vendorId } pageInfo { hasNextPage endCursor } } } }'
    const found: string[] = []
    for (let after: string | null = null, more = true; more;) {
      const { contacts }: Json = (await hubspot.data(query, { after })).hubspot
      found.push(...contacts.nodes.map(({ vendorId }: { vendorId: string }) => vendorId))
      after = contacts.pageInfo.endCursor
      more = contacts.pageInfo.hasNextPage
    }
    expect(found).toEqual(Array.from({ length: 60 }, (_, index) => String(101 + index)))
    expect(hubspot.seen()).toEqual(['contacts', 'contacts', 'contacts'])
  })

  it.each([
    ['last: 5', 'last'],
    ['first: 1001', 'first'],
  ])('%s is refused with the reason', async (args, field) => {
    const [error] = await hubspot.errors(`{ hubspot { contacts(${args}) { nodes { vendorId } } } }`)
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', facts: { details: [{ field }] } })
  })
})

describe('searches', () => {
  it.each([
    ['EQ', filter('property: "email", operator: EQ, value: "ada@example.com"'), 1],
    ['NEQ', filter('property: "lifecyclestage", operator: NEQ, value: "lead"'), 45],
    ['IN', filter('property: "email", operator: IN, values: ["ada@example.com", "grace@example.com"]'), 2],
    ['CONTAINS_TOKEN', filter('property: "lastname", operator: CONTAINS_TOKEN, value: "Love*"'), 1],
    ['GT', filter('property: "hs_object_id", operator: GT, value: "150"'), 10],
    ['BETWEEN', filter('property: "hs_object_id", operator: BETWEEN, value: "110", highValue: "112"'), 3],
    ['HAS_PROPERTY', filter('property: "favorite_color", operator: HAS_PROPERTY'), 30],
    ['words', 'query: "hopper"', 1],
  ])('%s finds what it should, and says how many', async (_, args, total) => {
    expect((await search(args, 'totalCount')).totalCount).toBe(total)
  })

  it('groups are alternatives, conditions of one group go together, and the order is as asked', async () => {
    const groups = `filterGroups: [
      { filters: [{ property: "city", operator: EQ, value: "London" }, { property: "hs_object_id", operator: LT, value: "105" }] },
      { filters: [{ property: "email", operator: EQ, value: "grace@example.com" }] }]`
    const { nodes } = await search(`${groups}, sort: { property: "hs_object_id", direction: DESCENDING }`)
    expect(nodes.map(({ vendorId }: Json) => vendorId)).toEqual(['104', '102', '101'])
  })

  it.each([
    ['operator: BETWEEN, value: "a"', 'highValue'],
    ['operator: IN', 'values'],
    ['operator: IN, values: []', 'values'],
    ['operator: EQ, values: ["a"]', 'value'],
  ])('a condition without what its operator needs is refused before it leaves: %s', async (condition, field) => {
    const query = `{ hubspot { searchContacts(${filter(`property: "email", ${condition}`)}) { totalCount } } }`
    const [error] = await hubspot.errors(query)
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      facts: { details: [{ field: `filterGroups.0.filters.0.${field}` }] },
    })
    expect(hubspot.seen()).toEqual([])
  })

  it('more than ten conditions in a group are refused before they leave', async () => {
    const one = '{ property: "city", operator: EQ, value: "London" }'
    const filters = Array.from({ length: 11 }, () => one).join(' ')
    const query = `{ hubspot { searchContacts(filterGroups: [{ filters: [${filters}] }]) { totalCount } } }`
    const [error] = await hubspot.errors(query)
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(error?.message).toContain('at most 10 filters')
    expect(hubspot.seen()).toEqual([])
  })

  it('a page beyond ten thousand results is refused, with the way out', async () => {
    hubspot.sandbox.faults.add({
      operation: 'searchContacts',
      times: 1,
      fault: {
        kind: 'bend',
        bend: (body) => ({ ...(body as object), total: 20_000, paging: { next: { after: '10000' } } }),
      },
    })
    const { pageInfo } = await search('first: 5', 'pageInfo { endCursor hasNextPage }')
    expect(pageInfo.hasNextPage).toBe(true)
    const query = `{ hubspot { searchContacts(first: 5, after: "${pageInfo.endCursor}") { totalCount } } }`
    const [error] = await hubspot.errors(query)
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(error?.message).toMatch(/10000 results: narrow the filters/)
  })

  it('searches have a quota of their own and no counts in their headers', async () => {
    await search('first: 1')
    const quotas = hubspot.g.events.filter(({ type }) => type === 'quota')
    expect(quotas).toEqual([])
  })
})

describe('quota', () => {
  it('the counts of an answer are read: the window’s, with its limit', async () => {
    await hubspot.data('{ hubspot { contact(id: "101") { email } } }')
    const quotas = hubspot.g.events.filter(({ type }) => type === 'quota')
    expect(quotas).toMatchObject([{ quotaClass: 'default', remaining: 189, limit: 190 }])
  })
})
