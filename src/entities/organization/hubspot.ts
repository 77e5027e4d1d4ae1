import { link, linkedType, type ExtensionDesk } from '../../kit/index.ts'
import { hubspot } from '../../sources/hubspot/index.ts'
import { GITHUB_LOGIN } from '../../sources/hubspot/property-fields.ts'
import { telling, type Telling } from '../first-known.ts'
import { toLogin } from '../github-login.ts'
import { addPart } from '../part.ts'
import type { OrganizationRef, OrganizationValue } from './value.ts'

/** What HubSpot knows of firms, beside its part. */
export interface HubspotTellings {
  readonly name: Telling<OrganizationValue>
  /** The login on GitHub that is noted at a company with the domain. */
  readonly githubLogin: Telling<OrganizationValue>
}

/** Adds the company at HubSpot, by domain; one call for a hundred firms. */
export const addHubspot = (desk: ExtensionDesk, Organization: OrganizationRef): HubspotTellings | null => {
  const shared = desk.of(hubspot)
  if (shared === null) return null
  const { load, types } = shared
  const follow = link(Organization, types.HubspotCompany, {
    source: hubspot,
    by: 'DOMAIN',
    value: ({ domain }: OrganizationValue) => domain,
    find: load.companiesByDomain,
    several: { newest: ({ createdAt }) => createdAt },
  })
  const type = linkedType(desk.builder, {
    name: 'OrganizationHubspot',
    description: 'A firm as HubSpot knows it.',
    type: types.HubspotCompany,
    one: ['company', 'The company; the newest where several have the domain.'],
    all: ['companies', 'All companies with the domain; HubSpot lets several share one.'],
  })
  addPart(desk, Organization, {
    field: 'hubspot',
    description: 'The firm at HubSpot, by a domain that HubSpot does not verify.',
    type,
    follow,
  })
  return {
    name: telling(
      follow,
      async (organization, context) => (await follow(organization, context)).row?.properties['name'] ?? null,
    ),
    githubLogin: telling(follow, async (organization, context) => {
      const { row, rows } = await follow(organization, context)
      const logins = [row, ...rows].map((company) => toLogin(company?.properties[GITHUB_LOGIN]))
      return logins.find((login) => login !== null) ?? null
    }),
  }
}
