import { link, linkedType, upTo, type ExtensionDesk } from '../../kit/index.ts'
import { stripe } from '../../sources/stripe/index.ts'
import { telling, type Telling } from '../first-known.ts'
import { addPart } from '../part.ts'
import type { PersonRef, PersonValue } from './value.ts'

/** The most rows of one page of Stripe's, and so the most candidates that are counted. */
const MOST = 100

/** Adds the customer at Stripe, by address; one call a person, since Stripe takes one address a call. */
export const addStripe = (desk: ExtensionDesk, Person: PersonRef): Telling<PersonValue> | null => {
  const shared = desk.of(stripe)
  if (shared === null) return null
  const { call, types } = shared
  const follow = link(Person, types.StripeCustomer, {
    source: stripe,
    by: 'EMAIL_ADDRESS',
    value: ({ email }: PersonValue) => email,
    find: async (email, context, at) => (await call.customers({ email, limit: MOST }, context, at)).data,
    uses: [upTo(1, call.customers)],
    several: { newest: ({ created }) => created },
  })
  const type = linkedType(desk.builder, {
    name: 'PersonStripe',
    description: 'A person as Stripe knows them.',
    type: types.StripeCustomer,
    one: ['customer', 'The customer; the newest where several have the address.'],
    atMost: MOST,
    all: ['customers', `All customers with the address, newest first; at most ${MOST}.`],
  })
  addPart(desk, Person, {
    field: 'stripe',
    description:
      'The person at Stripe, by an address that Stripe does not verify. It is compared letter by letter, in lower case.',
    type,
    follow,
  })
  return telling(follow, async (person, context) => (await follow(person, context)).row?.name ?? null)
}
