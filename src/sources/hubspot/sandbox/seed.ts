import { SANDBOX_CAST } from '../../../kit/index.ts'

/** An object of the sandbox. */
export interface Stored {
  readonly id: string
  readonly properties: Record<string, string | null>
  readonly createdAt: string
  updatedAt: string
}

/** Firms: name, domain, line of business. */
const FIRMS = [
  ['Analytical Engines', 'analytical.example', 'COMPUTER_SOFTWARE'],
  ['Bletchley Works', 'bletchley.example', 'COMPUTER_NETWORK_SECURITY'],
  ['Compiler House', 'compiler.example', 'COMPUTER_SOFTWARE'],
  ['Trajectory Labs', 'trajectory.example', 'AVIATION_AEROSPACE'],
  ['Apollo Guidance', 'apollo.example', 'AVIATION_AEROSPACE'],
  ['Kernel Foundry', 'kernel.example', 'COMPUTER_SOFTWARE'],
  ['Lambda Partners', 'lambda.example', 'RESEARCH'],
  ['Relay & Sons', 'relay.example', 'TELECOMMUNICATIONS'],
  ['Punched Card Trading', 'cards.example', 'RETAIL'],
  ['Difference Ltd', 'difference.example', 'MACHINERY'],
  ['Enigma Consulting', 'enigma.example', 'MANAGEMENT_CONSULTING'],
  ['Bernoulli Maths', 'bernoulli.example', 'HIGHER_EDUCATION'],
] as const

const JOBS: Readonly<Record<string, string>> = {
  ada: 'Analyst',
  grace: 'Rear Admiral',
  alan: 'Researcher',
  katherine: 'Mathematician',
  margaret: 'Lead Engineer',
  linus: 'Maintainer',
}

/** People whom no other sandbox knows. */
const STRANGERS: readonly (readonly [first: string, last: string])[] = [
  ['Annie', 'Easley'],
  ['Charles', 'Babbage'],
  ['Mary', 'Shelley'],
]

const CONTACTS = SANDBOX_CAST.length + STRANGERS.length
const STAGES = ['lead', 'marketingqualifiedlead', 'opportunity', 'customer'] as const
const PRIORITIES = ['LOW', 'MEDIUM', 'HIGH', 'URGENT'] as const
const START_MS = Date.UTC(2026, 0, 5, 9)
const HOUR_MS = 3_600_000

const pick = <T>(list: readonly [T, ...T[]] | readonly T[], index: number): T => list[index % list.length] as T

const stored = (id: number, properties: Record<string, string | null>): Stored => {
  const moment = new Date(START_MS + (id % 1_000) * HOUR_MS).toISOString()
  return { id: String(id), properties, createdAt: moment, updatedAt: moment }
}

/** Strangers have no login noted, so nothing leads from them to GitHub. */
const personOf = (index: number) => {
  const member = SANDBOX_CAST[index]
  if (member) return { ...member, login: member.word }
  const [first, last] = pick(STRANGERS, index - SANDBOX_CAST.length)
  return { word: '', first, last, email: `${first}.${last}@example.com`.toLowerCase(), login: null }
}

const contact = (index: number): Stored => {
  const { word, first, last, email, login } = personOf(index)
  return stored(101 + index, {
    email,
    firstname: first,
    lastname: last,
    phone: `+44 20 7946 ${String(index).padStart(4, '0')}`,
    jobtitle: JOBS[word] ?? 'Engineer',
    company: pick(FIRMS, index)[0],
    city: pick(['London', 'Manchester', 'Cambridge'], index),
    country: 'United Kingdom',
    lifecyclestage: pick(STAGES, index),
    hubspot_owner_id: '7001',
    hs_additional_emails: index === 0 ? 'countess@example.com;ada.king@example.com' : null,
    favorite_color: index % 2 === 0 ? 'green' : null,
    github_login: login,
  })
}

/** Firms whose account on GitHub is noted. */
const ON_GITHUB = ['analytical', 'bletchley']

const company = (index: number): Stored => {
  const [name, domain, industry] = pick(FIRMS, index)
  return stored(201 + index, {
    name,
    domain,
    industry,
    phone: null,
    city: pick(['London', 'Manchester', 'Cambridge'], index),
    country: 'United Kingdom',
    numberofemployees: String(10 * (index + 1)),
    lifecyclestage: pick(STAGES, index),
    hubspot_owner_id: '7001',
    github_login: ON_GITHUB.find((login) => domain.startsWith(login)) ?? null,
  })
}

const deal = (index: number): Stored =>
  stored(301 + index, {
    dealname: `${pick(FIRMS, index)[0]}: order ${index + 1}`,
    amount: `${(index + 1) * 1_250}.50`,
    deal_currency_code: pick(['EUR', 'USD', 'JPY'], index) === 'JPY' ? null : pick(['EUR', 'USD', 'JPY'], index),
    pipeline: 'default',
    dealstage: pick(['appointmentscheduled', 'contractsent', 'closedwon'], index),
    closedate: new Date(START_MS + index * 24 * HOUR_MS).toISOString(),
    hubspot_owner_id: '7001',
  })

const ticket = (index: number): Stored =>
  stored(401 + index, {
    subject: `Question ${index + 1}`,
    content: 'How do I read the cards back?',
    hs_pipeline: '0',
    hs_pipeline_stage: String((index % 4) + 1),
    hs_ticket_priority: pick(PRIORITIES, index),
    hubspot_owner_id: null,
  })

const note = (index: number): Stored =>
  stored(501 + index, {
    hs_note_body: `Called, and will call again (${index + 1}).`,
    hs_timestamp: new Date(START_MS + index * HOUR_MS).toISOString(),
    hubspot_owner_id: '7001',
  })

const many = (count: number, make: (index: number) => Stored): readonly Stored[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** What the sandbox holds at its start, by type. */
export const seed = () => ({
  contacts: many(CONTACTS, contact),
  companies: many(FIRMS.length, company),
  deals: many(18, deal),
  tickets: many(15, ticket),
  notes: many(24, note),
})

/** Which objects are linked at the start, as pairs of a type and an id. */
export const seedLinks = (): readonly (readonly [from: string, to: string])[] => [
  ...many(CONTACTS, contact).flatMap(({ id }, index) => [
    [`contacts/${id}`, `companies/${201 + (index % FIRMS.length)}`] as const,
    ...(index < 18 ? [[`contacts/${id}`, `deals/${301 + index}`] as const] : []),
    ...(index < 15 ? [[`contacts/${id}`, `tickets/${401 + index}`] as const] : []),
    ...(index < 24 ? [[`contacts/${id}`, `notes/${501 + index}`] as const] : []),
  ]),
  ...many(18, deal).map(({ id }, index) => [`deals/${id}`, `companies/${201 + (index % FIRMS.length)}`] as const),
  ...many(15, ticket).map(({ id }, index) => [`tickets/${id}`, `companies/${201 + (index % FIRMS.length)}`] as const),
  ...many(18, deal).map(({ id }, index) => [`deals/${id}`, `notes/${501 + index}`] as const),
  ...many(15, ticket).map(({ id }, index) => [`tickets/${id}`, `deals/${301 + index}`] as const),
  ...many(12, company).map(({ id }, index) => [`companies/${id}`, `notes/${501 + index}`] as const),
  ...many(15, ticket).map(({ id }, index) => [`tickets/${id}`, `notes/${501 + index}`] as const),
]
