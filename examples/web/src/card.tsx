import type { ReactNode } from 'react'
import type { HowFoundFragment } from './graphql/graphql.ts'
import type { Trouble } from './headwaters.ts'
import { showMatch } from './words.ts'

/** What a vendor says of a person: something, that it knows nobody, or nothing at all. */
export type Known<Part> =
  | { readonly is: 'known'; readonly part: Part; readonly match: HowFoundFragment; readonly isPartial: boolean }
  | { readonly is: 'unknown'; readonly match: HowFoundFragment }
  | { readonly is: 'silent'; readonly trouble: Trouble | undefined }

interface CardProps<Part> {
  readonly vendor: string
  readonly known: Known<Part>
  readonly facts: (part: Part) => ReactNode
  readonly again: () => void
}

interface SilentProps {
  readonly vendor: string
  readonly trouble: Trouble | undefined
  readonly again: () => void
}

/** A vendor may be fine, and only the one that leads to it be down. */
const isOwn = (vendor: string, trouble: Trouble | undefined): boolean =>
  (trouble?.extensions.source ?? vendor).toLowerCase() === vendor.toLowerCase()

const Silent = ({ vendor, trouble, again }: SilentProps): ReactNode => (
  <>
    <p>
      {isOwn(vendor, trouble)
        ? `${vendor} does not answer at the moment.`
        : 'The vendor that leads here does not answer at the moment.'}
    </p>
    {trouble?.extensions.retryable && (
      <button type="button" onClick={again} aria-label={`Ask ${vendor} again`}>
        Ask again
      </button>
    )}
    {trouble && (
      <p className="small">
        {trouble.extensions.code} · {trouble.extensions.correlationId}
      </p>
    )}
  </>
)

const content = <Part,>({ vendor, known, facts, again }: CardProps<Part>): ReactNode => {
  switch (known.is) {
    case 'unknown':
      return <p className="muted">{showMatch(known.match)}</p>
    case 'silent':
      return <Silent vendor={vendor} trouble={known.trouble} again={again} />
    case 'known':
      return (
        <>
          {facts(known.part)}
          {known.isPartial && <p className="small">Some of this did not arrive.</p>}
          <p className="small foot">{showMatch(known.match)}</p>
        </>
      )
  }
}

/** One vendor's part of a person. */
export const Card = <Part,>(props: CardProps<Part>): ReactNode => (
  <section className={`card ${props.known.is}`} aria-label={props.vendor}>
    <h3>{props.vendor}</h3>
    {content(props)}
  </section>
)

/** Names and what they stand for; what is not known is left out. */
export const Facts = ({
  facts,
}: {
  readonly facts: Readonly<Record<string, string | null | undefined>>
}): ReactNode => (
  <dl>
    {Object.entries(facts).map(
      ([name, value]) =>
        value && (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
    )}
  </dl>
)
