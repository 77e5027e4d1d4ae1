import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountHubspot, type Json, type MountedHubspot } from './hubspot.ts'

let hubspot: MountedHubspot
beforeEach(async () => {
  hubspot = await mountHubspot()
})
afterEach(() => hubspot.g.close())

const OUTCOMES = `... on HubspotContactsBulk { succeeded failed outcomes { index contact { vendorId email firstName }
  error { code message outcome vendorCode retryable correlationId details { field issue } } } }
  ... on Error { code message } ... on RejectedError { details { field issue } }`

const INPUTS = {
  Create: 'HubspotCreateContactsInput',
  Update: 'HubspotUpdateContactsInput',
  Upsert: 'HubspotUpsertContactsInput',
} as const

const send = async (what: keyof typeof INPUTS, items: readonly object[]): Promise<Json> => {
  const query = `mutation ($input: ${INPUTS[what]}!) { out: hubspot${what}Contacts(input: $input) { __typename ${OUTCOMES} } }`
  return (await hubspot.data(query, { input: { items } })).out
}

const fresh = (count: number): { email: string; firstName: string }[] =>
  Array.from({ length: count }, (_, index) => ({ email: `fresh${index}@example.com`, firstName: `F${index}` }))

const sizes = (): readonly number[] =>
  hubspot.sandbox.seen().map(({ body }) => (JSON.parse(body) as { inputs: unknown[] }).inputs.length)

describe('how many', () => {
  it.each([
    [0, 'empty'],
    [1_001, 'more than 1000 items'],
    [10_000, 'more than 1000 items'],
  ])('%i items are refused as a whole, and nothing leaves', async (count, issue) => {
    const out = await send('Create', fresh(count))
    expect(out).toMatchObject({
      __typename: 'RejectedError',
      code: 'BAD_USER_INPUT',
      details: [{ field: 'items', issue }],
    })
    expect(hubspot.seen()).toEqual([])
  })

  it.each([
    [1, [1]],
    [100, [100]],
    [101, [100, 1]],
  ])('%i items are calls of %j', async (count, calls) => {
    const out = await send('Create', fresh(count))
    expect(out).toMatchObject({ succeeded: count, failed: 0 })
    expect(sizes().toSorted((a, b) => b - a)).toEqual(calls)
  })

  it('a thousand items are ten calls, each outcome in the place of its item', async () => {
    const items = fresh(1_000)
    const { outcomes, succeeded } = await send('Create', items)
    expect(succeeded).toBe(1_000)
    expect(outcomes.map(({ contact }: Json) => contact.email)).toEqual(items.map(({ email }) => email))
    expect(outcomes.map(({ index }: Json) => index)).toEqual(items.map((_, index) => index))
    expect(hubspot.seen()).toHaveLength(10)
  })
})

describe('one of them wrong', () => {
  it('among 101 it fails alone, and says why', async () => {
    const items = fresh(101).with(37, { email: 'nowhere', firstName: 'Wrong' })
    const { outcomes, succeeded, failed } = await send('Create', items)
    expect({ succeeded, failed }).toEqual({ succeeded: 100, failed: 1 })
    expect(outcomes[37]).toMatchObject({
      index: 37,
      contact: null,
      error: {
        code: 'UPSTREAM_REJECTED',
        outcome: 'NOT_APPLIED',
        vendorCode: 'VALIDATION_ERROR',
        details: [{ field: 'email', issue: 'INVALID_EMAIL' }],
        correlationId: 'test-request',
      },
    })
    expect(hubspot.seen()).toHaveLength(2)
  })

  it('a contact that is there already is a conflict of its own', async () => {
    const { outcomes } = await send('Create', [{ email: 'new@example.com' }, { email: 'ada@example.com' }])
    expect(outcomes.map(({ error }: Json) => error?.code ?? null)).toEqual([null, 'UPSTREAM_CONFLICT'])
  })

  it('two items for one contact are told before they leave', async () => {
    const { outcomes } = await send('Upsert', [
      { email: 'a@example.com', firstName: 'One' },
      { email: ' A@example.com', firstName: 'Two' },
    ])
    expect(outcomes[0].contact.firstName).toBe('One')
    expect(outcomes[1].error).toMatchObject({ code: 'BAD_USER_INPUT', details: [{ field: 'items.1' }] })
  })

  it('an update of what is not there fails alone; a global id is taken as well', async () => {
    const { id } = (await hubspot.data('{ hubspot { contact(id: "102") { id } } }')).hubspot.contact
    const { outcomes } = await send('Update', [
      { id: '101', firstName: 'Augusta' },
      { id: '999', firstName: 'Nobody' },
      { id, firstName: 'Amazing' },
    ])
    expect(outcomes.map(({ error }: Json) => error?.code ?? null)).toEqual([null, 'UPSTREAM_NOT_FOUND', null])
    expect(outcomes[2].contact).toMatchObject({ vendorId: '102', firstName: 'Amazing', email: 'grace@example.com' })
  })

  it('a call that is refused as a whole is halved until the one at fault stands alone', async () => {
    const whole = JSON.stringify({
      status: 'error',
      category: 'VALIDATION_ERROR',
      message: 'Property values were not valid: [{"isValid":false,"error":"INVALID_EMAIL","name":"email"}]',
    })
    // As long as it stands among others, the wrong one takes them along: 8, 4, 2, 1 items are refused.
    for (let halvings = 0; halvings < 4; halvings += 1)
      hubspot.sandbox.faults.add({
        fault: { kind: 'body', status: 400, body: whole },
        operation: 'createContacts',
        times: 1,
      })
    const { outcomes, succeeded } = await send('Create', fresh(8))
    expect(succeeded).toBe(7)
    expect(outcomes[0].error).toMatchObject({ code: 'UPSTREAM_REJECTED', outcome: 'NOT_APPLIED' })
    expect(sizes()).toEqual([8, 4, 2, 1, 1, 2, 4])
  })

  it('halving ends when its allowance is used up, and says so of the rest', async () => {
    const fault = { kind: 'status', status: 400 } as const
    hubspot.sandbox.faults.add({ fault, operation: 'createContacts' })
    const { outcomes, failed } = await send('Create', fresh(100))
    expect(failed).toBe(100)
    expect(hubspot.seen()).toHaveLength(33)
    expect(outcomes[99].error.message).toMatch(/Refused together with \d+ others/)
  })
})

describe('trouble that is nobody’s fault', () => {
  it('a failure of one call leaves the others, and is not repeated when it might do it twice', async () => {
    hubspot.sandbox.faults.add({ fault: { kind: 'reset' }, operation: 'createContacts', times: 1 })
    const { outcomes, succeeded } = await send('Create', fresh(150))
    expect([50, 100]).toContain(succeeded)
    const [failed] = outcomes.filter(({ error }: Json) => error !== null)
    expect(failed.error).toMatchObject({ code: 'UPSTREAM_UNREACHABLE', outcome: 'UNKNOWN', retryable: true })
  })

  it('a credential without the scope is one outcome for all, and ends the rest', async () => {
    hubspot.sandbox.faults.add({ fault: { kind: 'status', status: 403 } })
    const out = await send('Create', fresh(500))
    expect(out).toMatchObject({ __typename: 'ForbiddenError', code: 'UPSTREAM_FORBIDDEN' })
    expect(out.message).toContain('crm.objects.contacts.read')
    expect(hubspot.seen().length).toBeLessThanOrEqual(3)
  })

  it('an answer without marks is matched by what was written', async () => {
    const unmark = (row: Json): Json => ({ ...row, objectWriteTraceId: undefined })
    hubspot.sandbox.faults.add({
      operation: 'createContacts',
      fault: { kind: 'bend', bend: (body: Json) => ({ ...body, results: body.results.map(unmark) }) },
    })
    const items = fresh(5)
    const { outcomes } = await send('Create', items)
    expect(outcomes.map(({ contact }: Json) => contact.email)).toEqual(items.map(({ email }) => email))
  })

  it('a malformed row is an error of its item, which was done nevertheless', async () => {
    hubspot.sandbox.faults.add({
      operation: 'createContacts',
      fault: {
        kind: 'bend',
        bend: (body: Json) => ({ ...body, results: body.results.with(0, { ...body.results[0], properties: 'none' }) }),
      },
    })
    const { outcomes } = await send('Create', fresh(3))
    expect(outcomes.map(({ error }: Json) => error?.code ?? null)).toEqual([null, null, 'UPSTREAM_SHAPE'])
    expect(outcomes[2].error.outcome).toBe('APPLIED')
  })
})

describe('afterwards', () => {
  it('reads see what was written, by id and by address', async () => {
    const read =
      '{ hubspot { contact(id: "101") { firstName } contactByEmail(email: "ada@example.com") { firstName } } }'
    await hubspot.data(read)
    await send('Update', [{ id: '101', firstName: 'Augusta' }])
    const { contact, contactByEmail } = (await hubspot.data(read)).hubspot
    expect([contact.firstName, contactByEmail.firstName]).toEqual(['Augusta', 'Augusta'])
  })

  it('a hundred outcomes are read whole in one further call', async () => {
    const items = Array.from({ length: 50 }, (_, index) => ({ id: String(101 + index), firstName: `N${index}` }))
    const { outcomes } = await send('Update', items)
    expect(outcomes[0].contact).toMatchObject({ firstName: 'N0', email: 'ada@example.com' })
    expect(hubspot.seen()).toEqual(['updateContacts', 'contact'])
  })
})
