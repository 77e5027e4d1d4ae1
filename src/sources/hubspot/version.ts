/**
 * The dated API version that every path names. HubSpot keeps a dated version as it is and publishes the next beside it
 * (developers.hubspot.com/docs/api-reference/2026-03); a move to another one is made here and in the shapes.
 */
export const VERSION = '2026-03'

/** Where objects of every type are: `{OBJECTS}/contacts`. */
export const OBJECTS = `crm/objects/${VERSION}` as const

/** Where links between objects are: `{ASSOCIATIONS}/contacts/companies`. */
export const ASSOCIATIONS = `crm/associations/${VERSION}` as const
