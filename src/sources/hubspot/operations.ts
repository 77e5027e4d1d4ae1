import { associations } from './operations/associations.ts'
import { companies } from './operations/companies.ts'
import { contacts } from './operations/contacts.ts'
import { deals } from './operations/deals.ts'
import { notes } from './operations/notes.ts'
import { tickets } from './operations/tickets.ts'

/** Every call to HubSpot that we make, by name. */
export const operations = { ...contacts, ...companies, ...deals, ...tickets, ...notes, ...associations }
