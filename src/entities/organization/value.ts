import type { NodeRef } from '../../kit/index.ts'

/** A firm is a domain in lower case; everything else is asked for when it is selected. */
export interface OrganizationValue {
  readonly domain: string
}

/** The type of firms, for those who add parts to it. */
export type OrganizationRef = NodeRef<OrganizationValue>
