/** A property of HubSpot's as a field of ours. */
export interface PropertyField {
  /** HubSpot's name of it. */
  readonly property: string
  readonly description: string
  /** What its text means. @default 'text' */
  readonly kind?: 'text' | 'email' | 'moment' | 'whole' | 'priority'
  /** Set by HubSpot alone. */
  readonly readOnly?: true
}

/** Fields of a type, by the name that they have in the graph. */
export type PropertyFields = Readonly<Record<string, PropertyField>>

const owner: PropertyField = { property: 'hubspot_owner_id', description: 'The id of the owner: a user of the portal.' }

/** A person. */
export const CONTACT = {
  email: { property: 'email', kind: 'email', description: 'The e-mail address; no two contacts share one.' },
  firstName: { property: 'firstname', description: 'The first name.' },
  lastName: { property: 'lastname', description: 'The last name.' },
  phone: { property: 'phone', description: 'The phone number, as it was typed.' },
  jobTitle: { property: 'jobtitle', description: 'What the person does.' },
  companyName: {
    property: 'company',
    description: "The firm's name as the person gave it; `companies` are the links.",
  },
  city: { property: 'city', description: 'The city.' },
  country: { property: 'country', description: 'The country, as it was typed.' },
  lifecycleStage: {
    property: 'lifecyclestage',
    description: 'How far the person has come; the portal names the stages.',
  },
  ownerId: owner,
} as const satisfies PropertyFields

/** A firm. */
export const COMPANY = {
  name: { property: 'name', description: "The firm's name." },
  domain: { property: 'domain', description: "The domain of the firm's website, without `www.`: `example.com`." },
  industry: { property: 'industry', description: "The line of business, as one of the portal's words." },
  phone: { property: 'phone', description: 'The phone number, as it was typed.' },
  city: { property: 'city', description: 'The city.' },
  country: { property: 'country', description: 'The country, as it was typed.' },
  employeeCount: { property: 'numberofemployees', kind: 'whole', description: 'How many people work there.' },
  lifecycleStage: {
    property: 'lifecyclestage',
    description: 'How far the firm has come; the portal names the stages.',
  },
  ownerId: owner,
} as const satisfies PropertyFields

/** A sale under way, won or lost. */
export const DEAL = {
  name: { property: 'dealname', description: 'What the deal is called.' },
  amountText: {
    property: 'amount',
    description: "The amount as HubSpot has it: a decimal number such as `1500.50`, in the deal's currency.",
  },
  currency: {
    property: 'deal_currency_code',
    description: "The currency's ISO 4217 letters; null where the portal has one currency.",
  },
  pipeline: { property: 'pipeline', description: 'The id of the pipeline that it is in.' },
  stage: { property: 'dealstage', description: 'The id of its stage in the pipeline.' },
  closesAt: { property: 'closedate', kind: 'moment', description: 'When it is expected to close, or did.' },
  ownerId: owner,
} as const satisfies PropertyFields

/** A request for help. */
export const TICKET = {
  subject: { property: 'subject', description: 'What it is about.' },
  content: { property: 'content', description: 'The text of the request.' },
  pipeline: { property: 'hs_pipeline', description: 'The id of the pipeline that it is in.' },
  stage: { property: 'hs_pipeline_stage', description: 'The id of its stage in the pipeline.' },
  priority: { property: 'hs_ticket_priority', kind: 'priority', description: 'How urgent it is.' },
  ownerId: owner,
} as const satisfies PropertyFields

/** A note in an object's timeline. */
export const NOTE = {
  body: { property: 'hs_note_body', description: 'The text; it may be HTML.' },
  notedAt: { property: 'hs_timestamp', kind: 'moment', description: 'Where it stands in the timeline.' },
  ownerId: owner,
} as const satisfies PropertyFields

/** HubSpot's names of the properties behind some fields: what reads ask for. */
export const propertiesOf = (fields: PropertyFields): readonly string[] =>
  Object.values(fields).map(({ property }) => property)

/**
 * A custom property, of contacts and of companies, in which a portal may note the login on GitHub. Reads by address and by
 * domain ask for it, so that whoever joins the two needs no call more; HubSpot leaves out names that a portal does not have.
 */
export const GITHUB_LOGIN = 'github_login'
