import { describe, expect, it } from 'vitest'
import { SANDBOX_CAST } from '../../src/kit/index.ts'
import { SOURCES } from '../../src/sources/index.ts'
import { useEntities, type Json } from './entities.ts'

const entities = useEntities()

const PARTS = `name emailAddress
  stripe { customer { vendorId name } customers { vendorId } match { outcome by value confidence candidates } }
  hubspot { contact { vendorId firstName } match { outcome by value confidence candidates } }
  slack { user { vendorId realName } match { outcome by value confidence candidates } }
  github { user { login } match { outcome by value confidence candidates } }`

const FIFTY = SANDBOX_CAST.slice(0, 50).map(({ email }) => email)

const people = (selection: string) => `query Q($emails: [EmailAddress!]!) { people(emails: $emails) { ${selection} } }`

const match = (value: string | null, over: object = {}) => ({
  outcome: 'MATCHED',
  by: 'EMAIL_ADDRESS',
  value,
  confidence: 'UNVERIFIED',
  candidates: 1,
  ...over,
})

describe('a person', () => {
  it('is the same at every vendor, and each part says how it was matched', async () => {
    const { person } = await entities.read(`{ person(email: "ada@example.com") { ${PARTS} } }`)
    expect(person).toEqual({
      name: 'Ada Lovelace',
      emailAddress: 'ada@example.com',
      stripe: {
        customer: { vendorId: 'cus_ada', name: 'Ada Lovelace' },
        customers: [{ vendorId: 'cus_ada' }],
        match: match('ada@example.com'),
      },
      hubspot: { contact: { vendorId: '101', firstName: 'Ada' }, match: match('ada@example.com') },
      slack: {
        user: { vendorId: 'U0001', realName: 'Ada Lovelace' },
        match: match('ada@example.com', { confidence: 'VERIFIED' }),
      },
      github: { user: { login: 'ada' }, match: match('ada', { by: 'LOGIN', confidence: 'VERIFIED' }) },
    })
    expect(entities.calls()).toEqual({
      stripe: { customers: 1 },
      github: { usersByLogin: 1 },
      hubspot: { contactByEmail: 1 },
      slack: { userByEmail: 1 },
    })
  })

  it('costs nothing until a part is selected', async () => {
    expect(await entities.read('{ person(email: "ada@example.com") { emailAddress } }')).toEqual({
      person: { emailAddress: 'ada@example.com' },
    })
    expect(entities.calls()).toEqual({ stripe: {}, github: {}, hubspot: {}, slack: {} })
  })

  it.each([
    ['stripe', '{ customer { vendorId } }', ['stripe']],
    ['hubspot', '{ contact { vendorId } }', ['hubspot']],
    ['slack', '{ user { vendorId } }', ['slack']],
    ['github', '{ user { login } }', ['github', 'hubspot']],
  ])('asks only who has to be asked for %s', async (field, selection, asked) => {
    await entities.read(`{ person(email: "ada@example.com") { ${field} ${selection} } }`)
    const calls = Object.entries(entities.calls()).filter(([, counts]) => Object.keys(counts).length > 0)
    expect(calls.map(([source]) => source).toSorted()).toEqual(asked)
  })

  it('whom nobody knows is told from one who could not be asked for', async () => {
    const { person } = await entities.read(`{ person(email: "nobody@example.org") { ${PARTS} } }`)
    const none = { outcome: 'NOT_FOUND', confidence: null, candidates: 0 }
    expect(person).toEqual({
      name: null,
      emailAddress: 'nobody@example.org',
      stripe: { customer: null, customers: [], match: match('nobody@example.org', none) },
      hubspot: { contact: null, match: match('nobody@example.org', none) },
      slack: { user: null, match: match('nobody@example.org', none) },
      github: { user: null, match: match(null, { ...none, outcome: 'NOT_LINKED', by: 'LOGIN' }) },
    })
  })

  it('whose login leads nowhere is not found at GitHub', async () => {
    const login =
      'mutation { hubspotUpdateContact(input: { id: "101", properties: [{ name: "github_login", value: "@Gone" }] }) { __typename } }'
    await entities.read(login)
    const { person } = await entities.read(
      '{ person(email: "ada@example.com") { github { user { login } match { outcome value } } } }',
    )
    expect(person.github).toEqual({ user: null, match: { outcome: 'NOT_FOUND', value: 'gone' } })
  })

  it('that another address of a contact names is the same contact', async () => {
    const { person } = await entities.read(
      '{ person(email: "countess@example.com") { hubspot { contact { vendorId } match { outcome } } } }',
    )
    expect(person.hubspot).toEqual({ contact: { vendorId: '101' }, match: { outcome: 'MATCHED' } })
  })

  it('is a node, fetched again by its id', async () => {
    const { person } = await entities.read('{ person(email: " ADA@Example.com ") { id } }')
    const query =
      'query Q($id: ID!) { node(id: $id) { __typename id ... on Person { emailAddress hubspot { contact { vendorId } } } } }'
    expect(await entities.read(query, { id: person.id })).toEqual({
      node: {
        __typename: 'Person',
        id: person.id,
        emailAddress: 'ada@example.com',
        hubspot: { contact: { vendorId: '101' } },
      },
    })
  })

  it('of an id that was made up is none', async () => {
    const id = Buffer.from('Person:default:not an address').toString('base64url')
    expect(await entities.read(`{ node(id: "${id}") { id } }`)).toEqual({ node: null })
  })
})

describe('several matches', () => {
  const twins = async (): Promise<void> => {
    for (const name of ['Ada King', 'Ada Byron'])
      await entities.read(
        `mutation { stripeCreateCustomer(input: { name: "${name}", email: "ada@example.com" }) { __typename } }`,
      )
  }

  it('the newest customer is chosen, all are shown, and the match says how many there are', async () => {
    await twins()
    const { person } = await entities.read(
      '{ person(email: "ada@example.com") { stripe { customer { name } customers { name } match { outcome candidates } } } }',
    )
    expect(person.stripe.match).toEqual({ outcome: 'MATCHED', candidates: 3 })
    expect(person.stripe.customers.map(({ name }: Json) => name)).toEqual(['Ada Byron', 'Ada King', 'Ada Lovelace'])
    expect(['Ada Byron', 'Ada King']).toContain(person.stripe.customer.name)
  })
})

describe('a public address', () => {
  const query = (search: boolean) => `{ person(email: "ada@example.com") {
    github(search: ${search}) { user { login } match { outcome by value confidence } } } }`
  const forget =
    'mutation { hubspotUpdateContact(input: { id: "101", properties: [{ name: "github_login", value: "" }] }) { __typename } }'

  it('is searched for only where that is asked for, and no login is known', async () => {
    await entities.read(forget)
    expect((await entities.read(query(false))).person.github).toMatchObject({
      user: null,
      match: { outcome: 'NOT_LINKED' },
    })
    expect(entities.calls()['github']).toEqual({})
    expect((await entities.read(query(true))).person.github).toEqual({
      user: { login: 'ada' },
      match: { outcome: 'MATCHED', by: 'EMAIL_ADDRESS', value: 'ada@example.com', confidence: 'VERIFIED' },
    })
    expect(entities.calls()['github']).toEqual({ search: 1 })
  })

  it('is not searched for where the login is known', async () => {
    expect((await entities.read(query(true))).person.github.match).toMatchObject({ by: 'LOGIN' })
    expect(entities.calls()['github']).toEqual({ usersByLogin: 1 })
  })
})

describe('fifty people', () => {
  const EACH = {
    stripe: { customers: 50 },
    github: { usersByLogin: 1 },
    hubspot: { contactByEmail: 1 },
    slack: { userByEmail: 50 },
  }

  it('cost one call at HubSpot and at GitHub, and one each at Stripe and Slack', async () => {
    const { people: found } = await entities.read(people(PARTS), { emails: FIFTY })
    expect(found.map(({ emailAddress }: Json) => emailAddress)).toEqual(FIFTY)
    for (const one of found)
      for (const part of ['stripe', 'hubspot', 'slack', 'github']) expect(one[part].match.outcome).toBe('MATCHED')
    expect(entities.calls()).toEqual(EACH)
  })

  it('cost no more when they are asked for three times in one request, and nothing while the answers are fresh', async () => {
    const query = `query Q($emails: [EmailAddress!]!) {
      a: people(emails: $emails) { ${PARTS} } b: people(emails: $emails) { ${PARTS} } c: people(emails: $emails) { name } }`
    await entities.read(query, { emails: FIFTY })
    await entities.read(query, { emails: FIFTY })
    expect(entities.calls()).toEqual(EACH)
  })

  it('cost one call for their names alone', async () => {
    const { people: found } = await entities.read(people('name'), { emails: FIFTY })
    expect(found[49].name).toBe(`${SANDBOX_CAST[49]?.first} ${SANDBOX_CAST[49]?.last}`)
    expect(entities.calls()).toEqual({ stripe: {}, github: {}, hubspot: { contactByEmail: 1 }, slack: {} })
  })

  it('are known to every sandbox under one address', () => {
    expect(new Set(SANDBOX_CAST.map(({ email }) => email)).size).toBe(SANDBOX_CAST.length)
    expect(SANDBOX_CAST.length).toBeGreaterThanOrEqual(50)
  })
})

describe('addresses', () => {
  it('lose their spaces and capitals, and keep their order and their repetitions', async () => {
    const emails = [' Grace@Example.com', 'ada@example.com ', 'GRACE@EXAMPLE.COM']
    const { people: found } = await entities.read(people('emailAddress slack { user { vendorId } }'), { emails })
    expect(found).toEqual([
      { emailAddress: 'grace@example.com', slack: { user: { vendorId: 'U0002' } } },
      { emailAddress: 'ada@example.com', slack: { user: { vendorId: 'U0001' } } },
      { emailAddress: 'grace@example.com', slack: { user: { vendorId: 'U0002' } } },
    ])
    expect(entities.calls()['slack']).toEqual({ userByEmail: 2 })
  })

  it.each(['', 'ada', 'ada@', '@example.com', 'ada@example.com, grace@example.com'])('%j is none', async (email) => {
    const { errors } = await entities
      .graph()
      .ask('query Q($email: EmailAddress!) { person(email: $email) { id } }', { email })
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT')
    expect(errors?.[0]?.message).toContain('must be an e-mail address, such as')
  })

  it('none are no people, a hundred are taken, and one more is refused before anybody is asked', async () => {
    const emails = Array.from({ length: 101 }, (_, index) => `p${index}@example.com`)
    expect(await entities.read(people('emailAddress'), { emails: [] })).toEqual({ people: [] })
    expect((await entities.read(people('emailAddress'), { emails: emails.slice(1) })).people).toHaveLength(100)
    const { data, errors } = await entities.ask(people('hubspot { contact { id } }'), { emails })
    expect(data).toEqual({ people: null })
    expect(errors[0]?.error).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('101') })
    expect(entities.calls()['hubspot']).toEqual({})
  })
})

describe('trouble', () => {
  const QUERY = `{ person(email: "ada@example.com") { stripe { customer { vendorId } } hubspot { contact { vendorId } }
    slack { user { vendorId } } github { user { login } } } }`
  const WHOLE: Json = {
    stripe: { customer: { vendorId: 'cus_ada' } },
    hubspot: { contact: { vendorId: '101' } },
    slack: { user: { vendorId: 'U0001' } },
    github: { user: { login: 'ada' } },
  }

  it.each(['stripe', 'slack', 'github'])('%s down is one null part and one typed error', async (source) => {
    entities.down(source)
    const { data, errors } = await entities.ask(QUERY)
    expect(data).toEqual({ person: { ...WHOLE, [source]: null } })
    expect(errors).toMatchObject([
      { path: `person.${source}`, error: { code: 'UPSTREAM_REJECTED', facts: { source } } },
    ])
  })

  it('HubSpot down takes GitHub with it, since it holds the logins, and each part says so', async () => {
    entities.down('hubspot')
    const { data, errors } = await entities.ask(QUERY)
    expect(data).toEqual({ person: { ...WHOLE, hubspot: null, github: null } })
    expect(errors.map(({ path }) => path).toSorted()).toEqual(['person.github', 'person.hubspot'])
    for (const { error } of errors)
      expect(error).toMatchObject({ code: 'UPSTREAM_REJECTED', facts: { source: 'hubspot' } })
  })

  it('a name comes from the next vendor when the first is down', async () => {
    entities.down('hubspot')
    expect(await entities.read('{ person(email: "ada@example.com") { name } }')).toEqual({
      person: { name: 'Ada Lovelace' },
    })
    expect(entities.calls()['slack']).toEqual({ userByEmail: 1 })
  })

  it('a name that nobody could be asked for is an error', async () => {
    for (const { name } of SOURCES) entities.down(name)
    const { data, errors } = await entities.ask('{ person(email: "ada@example.com") { name } }')
    expect(data).toEqual({ person: { name: null } })
    expect(errors).toHaveLength(1)
  })

  it('one person of a batch that cannot be read costs that person alone', async () => {
    const bend = (body: Json): Json => ({
      ...body,
      results: body.results.map((row: Json) =>
        row.id === '101' ? { ...row, properties: { ...row.properties, firstname: 7 } } : row,
      ),
    })
    entities.sandbox('hubspot').faults.add({ operation: 'contactByEmail', fault: { kind: 'bend', bend } })
    const { data, errors } = await entities.ask(people('hubspot { contact { vendorId } }'), {
      emails: ['grace@example.com', 'ada@example.com'],
    })
    expect(data.people).toEqual([{ hubspot: { contact: { vendorId: '102' } } }, { hubspot: null }])
    expect(errors).toMatchObject([{ path: 'people.1.hubspot', error: { code: 'UPSTREAM_SHAPE' } }])
  })
})
