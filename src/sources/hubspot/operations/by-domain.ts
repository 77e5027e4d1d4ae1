import { groupedBy, z, type Outcomes } from '../../../kit/index.ts'
import { Found, type HubspotRow } from '../shapes.ts'

/** Most words of one `IN` filter (…/crm/search-the-crm, "filter values"), and most rows of one page of a search. */
const DOMAINS_MAX = 100
const ROWS_MAX = 200 as const

const domainOf = ({ properties }: HubspotRow): readonly string[] => {
  const domain = properties['domain']?.trim().toLowerCase()
  return domain ? [domain] : []
}

/** A search that says no more than "the domain is one of these", so that many domains are one call. */
const anyOf = z.tuple([
  z.object({
    filters: z.tuple([
      z.object({ propertyName: z.literal('domain'), operator: z.literal('IN'), values: z.array(z.string()).min(1) }),
    ]),
  }),
])

/**
 * Companies by domain, in lower case. Several may share one, so each key has a list; where there are more than one page
 * holds, domains without a row in it are an error rather than nothing.
 */
export const byDomain = (properties: readonly string[]) => ({
  body: { filterGroups: anyOf, properties: z.array(z.string()), limit: z.literal(ROWS_MAX) },
  answer: Found,
  batch: {
    max: DOMAINS_MAX,
    ask: (domains: readonly string[]) => ({
      filterGroups: anyOf.parse([{ filters: [{ propertyName: 'domain', operator: 'IN', values: [...domains] }] }]),
      properties: [...properties],
      limit: ROWS_MAX,
    }),
    outcomes: ({ results, total }: z.output<typeof Found>): Outcomes<readonly HubspotRow[]> => {
      const found = groupedBy(results, domainOf)
      if (total <= results.length) return found
      return {
        of: (key, index) => {
          const outcome = found.of(key, index)
          return 'missing' in outcome ? { word: 'TOO_MANY_MATCHES' } : outcome
        },
      }
    },
  },
  quota: 'search',
  breaker: 'search',
})
