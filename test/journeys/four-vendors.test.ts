import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../helpers/running.ts'

const QUERY = `{
  stripe { customer(id: "cus_ada") { name } }
  github { user(login: "ada") { login } }
  hubspot { contactByEmail(email: "ada@example.com") { firstName } }
  slack { userByEmail(email: "ada@example.com") { realName } }
}`

const WHOLE = {
  stripe: { customer: { name: 'Ada Lovelace' } },
  github: { user: { login: 'ada' } },
  hubspot: { contactByEmail: { firstName: 'Ada' } },
  slack: { userByEmail: { realName: 'Ada Lovelace' } },
} as const

const FIELDS = { stripe: 'customer', github: 'user', hubspot: 'contactByEmail', slack: 'userByEmail' } as const

const PEOPLE = `query ($emails: [EmailAddress!]!) {
  people(emails: $emails) { stripe { customer { name } } hubspot { contact { firstName } } slack { user { realName } } }
}`

describe('one request over four vendors', () => {
  let server: RunningServer
  beforeEach(async () => {
    server = await startServer()
  })
  afterEach(() => server.close())

  it('is answered whole, by one call to each', async () => {
    expect(await server.ask(QUERY)).toEqual({ data: WHOLE })
    expect(server.upstreamCalls()).toEqual({ stripe: 1, github: 1, hubspot: 1, slack: 1 })
  })

  it.each(Object.keys(FIELDS) as (keyof typeof FIELDS)[])('stands but for %s when that is down', async (down) => {
    server.of(down).sandbox.faults.add({ fault: { kind: 'reset' } })
    const { data, errors } = await server.ask(QUERY)
    expect(data).toEqual({ ...WHOLE, [down]: { [FIELDS[down]]: null } })
    expect(errors).toMatchObject([
      { path: [down, FIELDS[down]], extensions: { code: 'UPSTREAM_UNREACHABLE', source: down, retryable: true } },
    ])
  })

  it('a person keeps the parts of the others when one is down', async () => {
    server.of('stripe').sandbox.faults.add({ fault: { kind: 'status', status: 503 } })
    const { data, errors } = await server.ask(PEOPLE, { emails: ['ada@example.com'] })
    expect(data).toEqual({
      people: [{ stripe: null, hubspot: { contact: { firstName: 'Ada' } }, slack: { user: { realName: 'Ada Lovelace' } } }],
    })
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_FAILED', source: 'stripe' } }])
  })
})
