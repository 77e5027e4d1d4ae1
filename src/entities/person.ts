import { defineExtension, HeadwatersError, type ExtensionDesk } from '../kit/index.ts'
import { firstKnown, type Telling } from './first-known.ts'
import { addGithub } from './person/github.ts'
import { addHubspot } from './person/hubspot.ts'
import { addSlack } from './person/slack.ts'
import { addStripe } from './person/stripe.ts'
import type { PersonRef, PersonValue } from './person/value.ts'

/** The most people that are asked for at once. */
const MOST = 100

/** The form that every address has which came in as an `EmailAddress`. */
const ADDRESS = /^[^@\s]+@[^@\s]+$/

const addType = ({ entity }: ExtensionDesk): PersonRef =>
  entity<PersonValue>('Person', {
    description:
      'Somebody, told by an e-mail address. Each part is what one vendor knows of them, and is fetched only when it is selected.',
    id: ({ email }) => email,
    fetch: (id) => (ADDRESS.test(id) && id === id.toLowerCase() ? { email: id } : null),
    fields: (t) => ({
      emailAddress: t.expose('email', { type: 'EmailAddress', description: 'The address, in lower case.' }),
    }),
  })

const addName = (
  { builder }: ExtensionDesk,
  Person: PersonRef,
  tellings: readonly (Telling<PersonValue> | null)[],
): void => {
  const name = firstKnown(tellings.filter((tell) => tell !== null))
  builder.objectField(Person, 'name', (t) =>
    t.string({
      nullable: true,
      description:
        'The name, from the first vendor that knows one, asked in turn: HubSpot, Slack, Stripe, GitHub. Null when nobody does.',
      uses: name.uses,
      resolve: (person, _args, context) => name(person, context),
    }),
  )
}

const tooMany = (count: number): HeadwatersError =>
  new HeadwatersError('BAD_USER_INPUT', `Argument \`emails\` has ${count} addresses; send at most ${MOST} at once.`, {
    details: [{ field: 'emails', issue: `more than ${MOST}` }],
  })

const addReads = ({ query }: ExtensionDesk, Person: PersonRef): void =>
  query((t) => ({
    person: t.field({
      type: Person,
      nullable: true,
      description: 'The same person at every vendor. Whether one of them knows the address, its part says.',
      args: { email: t.arg({ type: 'EmailAddress', required: true, description: 'The address, in any case.' }) },
      resolve: (_root, { email }) => ({ email }),
    }),
    people: t.field({
      type: [Person],
      nullable: true,
      atMost: MOST,
      description: 'People by their addresses, in their order, as often as they are asked for.',
      args: {
        emails: t.arg({ type: ['EmailAddress'], required: true, description: `At most ${MOST} addresses.` }),
      },
      resolve: (_root, { emails }) => {
        if (emails.length > MOST) throw tooMany(emails.length)
        return emails.map((email) => ({ email }))
      },
    }),
  }))

/** The same human as Stripe customer, HubSpot contact, Slack member and GitHub user. */
export const person = defineExtension({
  name: 'person',
  schema: (desk) => {
    const Person = addType(desk)
    const stripe = addStripe(desk, Person)
    const hubspot = addHubspot(desk, Person)
    const slack = addSlack(desk, Person)
    const github = addGithub(desk, Person, hubspot)
    addName(desk, Person, [hubspot?.name ?? null, slack, stripe, github])
    addReads(desk, Person)
  },
})
