import type { ReactNode } from 'react'
import { Card, type Known } from './card.tsx'
import { GithubFacts } from './cards/github.tsx'
import { HubspotFacts } from './cards/hubspot.tsx'
import { SlackFacts } from './cards/slack.tsx'
import { StripeFacts } from './cards/stripe.tsx'
import type { HowFoundFragment, PersonQuery } from './graphql/graphql.ts'
import type { Answer, Trouble } from './headwaters.ts'

const initialsOf = (name: string): string =>
  name
    .replace(/@.*/, '')
    .split(/[\s.]+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('')

/** Whether a vendor knows the person, does not, or did not answer. */
const toKnown = <Part,>(
  part: Part | null | undefined,
  match: HowFoundFragment | undefined,
  troubles: readonly Trouble[],
): Known<Part> => {
  if (match === undefined) return { is: 'silent', trouble: troubles[0] }
  if (part !== null && part !== undefined) return { is: 'known', part, match, isPartial: troubles.length > 0 }
  return troubles.length > 0 ? { is: 'silent', trouble: troubles[0] } : { is: 'unknown', match }
}

interface PersonProps {
  readonly email: string
  readonly answer: Answer<PersonQuery>
  readonly again: () => void
}

/** What each vendor knows. */
const toParts = ({ data: { person }, troubles }: Answer<PersonQuery>) => {
  const { stripe, hubspot, slack, github } = person ?? {}
  const at = (vendor: string): readonly Trouble[] => troubles.filter(({ path }) => path?.[1] === vendor)
  return {
    stripe: toKnown(stripe?.customer, stripe?.match, at('stripe')),
    hubspot: toKnown(hubspot?.contact, hubspot?.match, at('hubspot')),
    slack: toKnown(slack?.user, slack?.match, at('slack')),
    github: toKnown(github?.user, github?.match, at('github')),
  }
}

/** A person: who they are, and a card a vendor. */
export const Person = ({ email, answer, again }: PersonProps): ReactNode => {
  const parts = toParts(answer)
  if (Object.values(parts).every(({ is }) => is === 'unknown')) return <Nobody email={email} />
  const { stripe, hubspot, slack, github } = parts
  return (
    <article aria-labelledby="name">
      <Head name={answer.data.person?.name ?? email} email={email} />
      <div className="cards">
        <Card vendor="Stripe" known={stripe} again={again} facts={(part) => <StripeFacts customer={part} />} />
        <Card vendor="HubSpot" known={hubspot} again={again} facts={(part) => <HubspotFacts contact={part} />} />
        <Card vendor="Slack" known={slack} again={again} facts={(part) => <SlackFacts user={part} />} />
        <Card vendor="GitHub" known={github} again={again} facts={(part) => <GithubFacts user={part} />} />
      </div>
    </article>
  )
}

const Head = ({ name, email }: { readonly name: string; readonly email: string }): ReactNode => (
  <header className="person">
    <span className="initials" aria-hidden="true">
      {initialsOf(name)}
    </span>
    <div>
      <h2 id="name">{name}</h2>
      <p>{email}</p>
    </div>
  </header>
)

const Nobody = ({ email }: { readonly email: string }): ReactNode => (
  <p className="hint">
    No vendor knows <strong>{email}</strong>.
  </p>
)

/** The shape of a person, before there is an answer. */
export const Waiting = ({ email }: { readonly email: string }): ReactNode => (
  <article aria-busy="true" aria-label={`Looking for ${email}`}>
    <Head name={email} email="Asking all vendors at once …" />
    <div className="cards" aria-hidden="true">
      {['Stripe', 'HubSpot', 'Slack', 'GitHub'].map((vendor) => (
        <section className="card waiting" key={vendor}>
          <h3>{vendor}</h3>
          <span className="line" />
          <span className="line" />
          <span className="line" />
        </section>
      ))}
    </div>
  </article>
)
