import type { ReactNode } from 'react'
import type { Trouble } from './headwaters.ts'

/** What a vendor says of a person: something, that it knows nobody, or nothing at all. */
export type Known<Part> =
  | { readonly is: 'known'; readonly part: Part; readonly isPartial: boolean }
  | { readonly is: 'unknown' }
  | { readonly is: 'silent'; readonly trouble: Trouble }

interface CardProps<Part> {
  readonly vendor: string
  readonly known: Known<Part>
  readonly facts: (part: Part) => ReactNode
  readonly again: () => void
}

const Silent = (props: {
  readonly vendor: string
  readonly trouble: Trouble
  readonly again: () => void
}): ReactNode => (
  <>
    <p>{props.vendor} does not answer at the moment.</p>
    {props.trouble.extensions.retryable && (
      <button type="button" onClick={props.again} aria-label={`Ask ${props.vendor} again`}>
        Ask again
      </button>
    )}
    <p className="small">
      {props.trouble.extensions.code} · {props.trouble.extensions.correlationId}
    </p>
  </>
)

const content = <Part,>({ vendor, known, facts, again }: CardProps<Part>): ReactNode => {
  switch (known.is) {
    case 'unknown':
      return <p className="muted">Not known here.</p>
    case 'silent':
      return <Silent vendor={vendor} trouble={known.trouble} again={again} />
    case 'known':
      return (
        <>
          {facts(known.part)}
          {known.isPartial && <p className="small">Some of this did not arrive.</p>}
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
