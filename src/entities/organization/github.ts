import { link, linkedType, upTo, type ExtensionDesk } from '../../kit/index.ts'
import { github } from '../../sources/github/index.ts'
import { telling, type Telling } from '../first-known.ts'
import { addPart } from '../part.ts'
import { domainOfWebsite } from './domain.ts'
import type { HubspotTellings } from './hubspot.ts'
import type { OrganizationRef, OrganizationValue } from './value.ts'

/** Adds the organization on GitHub, by login. */
export const addGithub = (
  desk: ExtensionDesk,
  Organization: OrganizationRef,
  known: HubspotTellings | null,
): Telling<OrganizationValue> | null => {
  const shared = desk.of(github)
  if (shared === null) return null
  const { load, types } = shared
  const follow = link(Organization, types.GithubOrganization, {
    source: github,
    by: 'LOGIN',
    value: (organization: OrganizationValue, context) => known?.githubLogin(organization, context) ?? null,
    find: load.organizationByLogin,
    uses: [...(known?.githubLogin.uses ?? []), upTo(1, load.organizationByLogin)],
    // GitHub's mark says that the website's domain was shown to be the organization's own.
    isVerified: ({ isVerified, websiteUrl }, { domain }) => isVerified && domainOfWebsite(websiteUrl) === domain,
  })
  const type = linkedType(desk.builder, {
    name: 'OrganizationGithub',
    description: 'A firm as GitHub knows it.',
    type: types.GithubOrganization,
    one: ['organization', 'The organization.'],
  })
  addPart(desk, Organization, {
    field: 'github',
    description:
      'The firm at GitHub, by the login that HubSpot has noted in the property `github_login` of the company. Without one the match says NOT_LINKED, and `organization` is null.',
    type,
    follow,
  })
  return telling(follow, async (organization, context) => (await follow(organization, context)).row?.name ?? null)
}
