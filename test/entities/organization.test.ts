import { describe, expect, it } from 'vitest'
import { domainOfWebsite, toDomain } from '../../src/entities/organization/domain.ts'
import { toLogin } from '../../src/entities/github-login.ts'
import { useEntities } from './entities.ts'

const entities = useEntities()

const PARTS = `domain name hubspot { company { vendorId name } companies { vendorId } match { outcome by value confidence candidates } }
  github { organization { login } match { outcome by value confidence candidates } }`

describe('an organization', () => {
  it('is the same firm at HubSpot and GitHub; GitHub confirms its domain', async () => {
    const { organization } = await entities.read(`{ organization(domain: " WWW.Analytical.Example. ") { ${PARTS} } }`)
    expect(organization).toEqual({
      domain: 'analytical.example',
      name: 'Analytical Engines',
      hubspot: {
        company: { vendorId: '201', name: 'Analytical Engines' },
        companies: [{ vendorId: '201' }],
        match: {
          outcome: 'MATCHED',
          by: 'DOMAIN',
          value: 'analytical.example',
          confidence: 'UNVERIFIED',
          candidates: 1,
        },
      },
      github: {
        organization: { login: 'analytical' },
        match: { outcome: 'MATCHED', by: 'LOGIN', value: 'analytical', confidence: 'VERIFIED', candidates: 1 },
      },
    })
    expect(entities.calls()).toEqual({
      stripe: {},
      github: { organizationByLogin: 1 },
      hubspot: { companiesByDomain: 1 },
      slack: {},
    })
  })

  it('whose domain GitHub has not confirmed is matched all the same', async () => {
    const { organization } = await entities.read(`{ organization(domain: "bletchley.example") { ${PARTS} } }`)
    expect(organization.github.match).toMatchObject({ outcome: 'MATCHED', confidence: 'UNVERIFIED' })
  })

  it('without a login noted is not linked to GitHub', async () => {
    const { organization } = await entities.read(`{ organization(domain: "compiler.example") { ${PARTS} } }`)
    expect(organization.hubspot.company.vendorId).toBe('203')
    expect(organization.github).toMatchObject({ organization: null, match: { outcome: 'NOT_LINKED', value: null } })
    expect(entities.calls()['github']).toEqual({})
  })

  it('of which HubSpot has several is the newest of them, and says so', async () => {
    await entities.read(
      'mutation { hubspotCreateCompany(input: { name: "Analytical II", domain: "analytical.example" }) { __typename } }',
    )
    const { organization } = await entities.read(`{ organization(domain: "analytical.example") { ${PARTS} } }`)
    expect(organization.hubspot.company.name).toBe('Analytical II')
    expect(organization.hubspot.companies).toHaveLength(2)
    expect(organization.hubspot.match.candidates).toBe(2)
    expect(organization.github.organization).toEqual({ login: 'analytical' })
  })

  it('is a node, and several are one call at HubSpot', async () => {
    const { a } = await entities.read(
      '{ a: organization(domain: "analytical.example") { id name } b: organization(domain: "kernel.example") { name } }',
    )
    expect(entities.calls()['hubspot']).toEqual({ companiesByDomain: 1 })
    expect(await entities.read(`{ node(id: "${a.id}") { ... on Organization { domain } } }`)).toEqual({
      node: { domain: 'analytical.example' },
    })
  })

  it.each(['', 'example', 'https://example.com', 'ada@example.com', 'exa mple.com', '127.0.0.1', '-a.example'])(
    'the domain %j is refused',
    async (domain) => {
      const { data, errors } = await entities.ask(
        'query Q($domain: String!) { organization(domain: $domain) { id } }',
        { domain },
      )
      expect(data).toEqual({ organization: null })
      expect(errors[0]?.error).toMatchObject({ code: 'BAD_USER_INPUT', facts: { details: [{ field: 'domain' }] } })
    },
  )
})

describe('spellings', () => {
  it.each([
    ['bücher.example', 'xn--bcher-kva.example'],
    ['A.B.Example', 'a.b.example'],
    ['www.example.com', 'example.com'],
    ['example.c', null],
  ])('the domain %j is %j', (given, domain) => expect(toDomain(given)).toBe(domain))

  it.each([
    ['https://www.analytical.example/about', 'analytical.example'],
    ['analytical.example', 'analytical.example'],
    ['not a site', null],
    [null, null],
  ])('the website %j is of %j', (given, domain) => expect(domainOfWebsite(given)).toBe(domain))

  it.each([
    ['@Ada', 'ada'],
    [' https://github.com/Ada/ ', 'ada'],
    ['www.github.com/ada', 'ada'],
    ['ada-l_corp', 'ada-l_corp'],
    ['ada lovelace', null],
    ['github.com/ada/engine', null],
    ['', null],
    [undefined, null],
  ])('the login %j is %j', (noted, login) => expect(toLogin(noted)).toBe(login))
})
