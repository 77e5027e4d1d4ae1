import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountHubspot, type MountedHubspot } from './hubspot.ts'

let hubspot: MountedHubspot
beforeEach(async () => {
  hubspot = await mountHubspot()
})
afterEach(() => hubspot.g.close())

const READ = '{ hubspot { contact(id: "101") { email } } }'
const answer = (status: number, body: object): void =>
  hubspot.sandbox.faults.add({ fault: { kind: 'body', status, body: JSON.stringify({ status: 'error', ...body }) } })

describe('HubSpot’s words', () => {
  it.each([
    [401, { category: 'INVALID_AUTHENTICATION' }, 'UPSTREAM_UNAUTHENTICATED'],
    [401, { category: 'EXPIRED_AUTHENTICATION' }, 'UPSTREAM_UNAUTHENTICATED'],
    [403, { category: 'MISSING_SCOPES' }, 'UPSTREAM_FORBIDDEN'],
    [400, { category: 'VALIDATION_ERROR' }, 'UPSTREAM_REJECTED'],
    [409, { category: 'CONFLICT' }, 'UPSTREAM_CONFLICT'],
    [429, { errorType: 'RATE_LIMIT', policyName: 'DAILY' }, 'UPSTREAM_RATE_LIMITED'],
    [500, {}, 'UPSTREAM_FAILED'],
    [502, {}, 'UPSTREAM_FAILED'],
  ])('%i %j is %s', async (status, body, code) => {
    answer(status, body)
    const [error] = await hubspot.errors(READ)
    expect(error?.code).toBe(code)
  })

  it.each([
    ['context', { context: { missingScopes: ['crm.objects.contacts.read'] } }],
    ['errors', { errors: [{ message: 'x', context: { requiredGranularScopes: ['crm.objects.contacts.read'] } }] }],
    ['a text', { context: { requiredScopes: 'crm.objects.contacts.read' } }],
  ])('a scope that is missing is named, wherever it stands: %s', async (_, where) => {
    answer(403, { category: 'MISSING_SCOPES', message: 'no', ...where })
    const [error] = await hubspot.errors(READ)
    expect(error?.message).toContain('grant crm.objects.contacts.read')
  })

  it('the correlation id is the vendor’s id of the request', async () => {
    answer(400, { category: 'VALIDATION_ERROR' })
    const [error] = await hubspot.errors(READ)
    expect(error?.facts.vendor).toEqual({ code: 'VALIDATION_ERROR', requestId: '5a4d1c1e-7f0b-4b53-9d0e-3a6f2c9b7e10' })
  })

  it('a day’s quota that is used up is not asked for again at once, and says so', async () => {
    answer(429, { errorType: 'RATE_LIMIT', policyName: 'DAILY', message: 'You have reached your daily limit.' })
    const [error] = await hubspot.errors(READ)
    expect(error?.facts).toMatchObject({ retryAfterMs: 3_600_000, vendor: { code: 'DAILY' } })
    expect(hubspot.seen()).toEqual(['contact'])
  })

  it.each([
    ['HTML', 'text/html', '<html>down</html>', 'UPSTREAM_MALFORMED'],
    ['half a body', 'application/json', '{"results":[', 'UPSTREAM_MALFORMED'],
    ['another shape', 'application/json', '{"results":{}}', 'UPSTREAM_SHAPE'],
  ])('%s in place of an answer is %s', async (_, type, body, code) => {
    hubspot.sandbox.faults.add({ fault: { kind: 'body', type, body } })
    const [error] = await hubspot.errors(READ)
    expect(error?.code).toBe(code)
  })
})

describe('parts that do not fit', () => {
  const bendTicket = (properties: object): void =>
    hubspot.sandbox.faults.add({
      operation: 'ticket',
      fault: {
        kind: 'bend',
        bend: (body) => {
          const { results } = body as { results: { properties: object }[] }
          return {
            ...(body as object),
            results: results.map((row) => ({ ...row, properties: { ...row.properties, ...properties } })),
          }
        },
      },
    })

  it('a priority that the graph does not know is one null field', async () => {
    bendTicket({ hs_ticket_priority: 'COSMIC' })
    const { data, errors } = await hubspot.g.ask('{ hubspot { ticket(id: "401") { subject priority } } }')
    expect(data).toMatchObject({ hubspot: { ticket: { subject: 'Question 1', priority: null } } })
    expect(errors?.map(({ originalError }) => originalError)).toMatchObject([{ code: 'UPSTREAM_SHAPE' }])
  })

  it('a row with a wrong type fails alone', async () => {
    hubspot.sandbox.faults.add({
      operation: 'contact',
      fault: {
        kind: 'bend',
        bend: (body) => {
          const { results } = body as { results: { id: string }[] }
          return {
            ...(body as object),
            results: results.map((row) => (row.id === '101' ? { ...row, properties: 7 } : row)),
          }
        },
      },
    })
    const { data, errors } = await hubspot.g.ask(
      '{ hubspot { a: contact(id: "101") { email } b: contact(id: "102") { email } } }',
    )
    expect(data).toEqual({ hubspot: { a: null, b: { email: 'grace@example.com' } } })
    expect(errors?.map(({ originalError }) => originalError)).toMatchObject([{ code: 'UPSTREAM_SHAPE' }])
  })

  it('a key that HubSpot refuses inside a good answer is an error of its own', async () => {
    hubspot.sandbox.faults.add({
      operation: 'contact',
      fault: {
        kind: 'bend',
        bend: (body) => ({
          ...(body as object),
          results: (body as { results: { id: string }[] }).results.filter(({ id }) => id !== '101'),
          errors: [{ status: 'error', category: 'MISSING_SCOPES', message: 'no', context: { ids: ['101'] } }],
        }),
      },
    })
    const { data, errors } = await hubspot.g.ask(
      '{ hubspot { a: contact(id: "101") { email } b: contact(id: "102") { email } } }',
    )
    expect(data).toEqual({ hubspot: { a: null, b: { email: 'grace@example.com' } } })
    expect(errors?.map(({ originalError }) => originalError)).toMatchObject([{ code: 'UPSTREAM_FORBIDDEN' }])
  })
})
