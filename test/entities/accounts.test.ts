import { describe, expect, it } from 'vitest'
import { github } from '../../src/sources/github/index.ts'
import { slack } from '../../src/sources/slack/index.ts'
import { stripe } from '../../src/sources/stripe/index.ts'
import { useEntities } from './entities.ts'

describe('several accounts', () => {
  const entities = useEntities({ sources: [stripe, slack], accounts: ['us', 'eu'] })

  it('a part is of the first account, or of the one that is named', async () => {
    const { person } = await entities.read(`{ person(email: "ada@example.com") {
      us: stripe { customer { id } } eu: stripe(account: "eu") { customer { id } } } }`)
    const accountOf = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]
    expect(accountOf(person.us.customer.id)).toBe('us')
    expect(accountOf(person.eu.customer.id)).toBe('eu')
    expect(entities.sandbox('stripe', 'eu').seen()).toHaveLength(1)
  })

  it('an account that is none is refused', async () => {
    const { data, errors } = await entities.ask(
      '{ person(email: "ada@example.com") { slack(account: "mars") { user { id } } stripe { customer { vendorId } } } }',
    )
    expect(data).toEqual({ person: { slack: null, stripe: { customer: { vendorId: 'cus_ada' } } } })
    expect(errors).toMatchObject([{ path: 'person.slack', error: { code: 'BAD_USER_INPUT' } }])
  })
})

describe('vendors that are not mounted', () => {
  const entities = useEntities({ sources: [slack, github] })

  it('have no part in the graph, and a name comes from who is there', async () => {
    const fields = Object.keys(
      (entities.graph().schema.getType('Person') as never as { getFields(): object }).getFields(),
    )
    expect(fields.toSorted()).toEqual(['emailAddress', 'github', 'id', 'name', 'slack'])
    expect(
      await entities.read(
        '{ person(email: "ada@example.com") { name github(search: true) { user { login } match { by } } } organization(domain: "analytical.example") { name github { match { outcome } } } }',
      ),
    ).toEqual({
      person: { name: 'Ada Lovelace', github: { user: { login: 'ada' }, match: { by: 'EMAIL_ADDRESS' } } },
      organization: { name: null, github: { match: { outcome: 'NOT_LINKED' } } },
    })
  })
})
