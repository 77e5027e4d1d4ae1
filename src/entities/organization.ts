import { defineExtension, HeadwatersError, type ExtensionDesk } from '../kit/index.ts'
import { firstKnown } from './first-known.ts'
import { toDomain } from './organization/domain.ts'
import { addGithub } from './organization/github.ts'
import { addHubspot } from './organization/hubspot.ts'
import type { OrganizationRef, OrganizationValue } from './organization/value.ts'

const addType = ({ entity }: ExtensionDesk): OrganizationRef =>
  entity<OrganizationValue>('Organization', {
    description:
      'A firm, told by its domain. Each part is what one vendor knows of it, and is fetched only when it is selected.',
    id: ({ domain }) => domain,
    fetch: (id) => (toDomain(id) === id ? { domain: id } : null),
    fields: (t) => ({
      domain: t.exposeString('domain', { description: 'The domain, in lower case and without `www.`.' }),
    }),
  })

const notADomain = (): HeadwatersError =>
  new HeadwatersError('BAD_USER_INPUT', 'Argument `domain` is no domain. Send a name alone, such as `example.com`.', {
    details: [{ field: 'domain', issue: 'not a domain' }],
  })

/** The same firm as HubSpot company and GitHub organization. */
export const organization = defineExtension({
  name: 'organization',
  schema: (desk) => {
    const Organization = addType(desk)
    const hubspot = addHubspot(desk, Organization)
    const github = addGithub(desk, Organization, hubspot)
    const name = firstKnown([hubspot?.name ?? null, github].filter((tell) => tell !== null))
    desk.builder.objectField(Organization, 'name', (t) =>
      t.string({
        nullable: true,
        description: 'The name, from the first vendor that knows one: HubSpot, then GitHub. Null when none does.',
        uses: name.uses,
        resolve: (value, _args, context) => name(value, context),
      }),
    )
    desk.query((t) => ({
      organization: t.field({
        type: Organization,
        nullable: true,
        description: 'The same firm at every vendor. Whether one of them knows the domain, its part says.',
        args: {
          domain: t.arg.string({ required: true, description: 'The domain, in any case: `example.com`.' }),
        },
        resolve: (_root, { domain: given }) => {
          const domain = toDomain(given)
          if (domain === null) throw notADomain()
          return { domain }
        },
      }),
    }))
  },
})
