import { link, linkedType, type ExtensionDesk, type RequestContext } from '../../kit/index.ts'
import { hubspot } from '../../sources/hubspot/index.ts'
import { GITHUB_LOGIN } from '../../sources/hubspot/property-fields.ts'
import { telling, type Telling } from '../first-known.ts'
import { toLogin } from '../github-login.ts'
import { addPart } from '../part.ts'
import type { PersonRef, PersonValue } from './value.ts'

/** What HubSpot knows of people, beside its part. */
export interface HubspotTellings {
  readonly name: Telling<PersonValue>
  /** The login on GitHub that is noted at the contact. */
  readonly githubLogin: Telling<PersonValue>
}

/** Adds the contact at HubSpot, by address; one call for a hundred people. */
export const addHubspot = (desk: ExtensionDesk, Person: PersonRef): HubspotTellings | null => {
  const shared = desk.of(hubspot)
  if (shared === null) return null
  const { load, types } = shared
  const follow = link(Person, types.HubspotContact, {
    source: hubspot,
    by: 'EMAIL_ADDRESS',
    value: ({ email }: PersonValue) => email,
    find: load.contactByEmail,
  })
  const type = linkedType(desk.builder, {
    name: 'PersonHubspot',
    description: 'A person as HubSpot knows them.',
    type: types.HubspotContact,
    one: ['contact', 'The contact; no two share an address.'],
  })
  addPart(desk, Person, {
    field: 'hubspot',
    description: 'The person at HubSpot, by an address, first or further, that HubSpot does not verify.',
    type,
    follow,
  })
  const properties = async (person: PersonValue, context: RequestContext) =>
    (await follow(person, context)).row?.properties ?? {}
  return {
    name: telling(follow, async (person, context) => {
      const { firstname, lastname } = await properties(person, context)
      return [firstname, lastname].filter(Boolean).join(' ') || null
    }),
    githubLogin: telling(follow, async (person, context) => toLogin((await properties(person, context))[GITHUB_LOGIN])),
  }
}
