import type { ObjectRef } from '@pothos/core'
import type { GraphBuilder, GraphTypes } from '../graph/builder.ts'
import { LINKED_BY, type Linked, type Match } from './link.ts'
import type { NodeRef } from './node.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>

const OUTCOMES = {
  MATCHED: 'Something fits.',
  NOT_FOUND: 'The vendor knows nothing that fits.',
  NOT_LINKED: 'Nothing is known that leads to this vendor, so it was not asked.',
} as const

const CONFIDENCES = {
  VERIFIED: 'The vendor has confirmed that the value belongs to what was found.',
  UNVERIFIED: 'Somebody entered the value; the vendor has not confirmed it, or does not say.',
} as const

const valuesOf = <Word extends string>(words: Readonly<Record<Word, string>>) =>
  Object.fromEntries(Object.entries<string>(words).map(([word, description]) => [word, { description }])) as Record<
    Word,
    { description: string }
  >

const addMatch = (builder: GraphBuilder): ObjectRef<Types, Match> => {
  const outcome = builder.enumType('MatchOutcome', {
    description: 'Whether something was found.',
    values: valuesOf(OUTCOMES),
  })
  const by = builder.enumType('MatchedBy', {
    description: 'What two objects of different vendors are told to be the same by.',
    values: valuesOf(LINKED_BY),
  })
  const confidence = builder.enumType('MatchConfidence', {
    description: 'How sure a match is.',
    values: valuesOf(CONFIDENCES),
  })
  return builder.objectRef<Match>('Match').implement({
    description: 'How a part of an entity was found at a vendor.',
    fields: (t) => ({
      outcome: t.expose('outcome', { type: outcome, description: 'Whether something was found.' }),
      by: t.expose('by', { type: by, description: 'What was compared.' }),
      value: t.exposeString('value', {
        nullable: true,
        description: 'The value that was looked for; null where none is known.',
      }),
      confidence: t.expose('confidence', {
        type: confidence,
        nullable: true,
        description: 'Whether the vendor has confirmed the value; null where nothing was found.',
      }),
      candidates: t.exposeInt('candidates', {
        description: 'How many objects fit; with more than one, one was chosen.',
      }),
    }),
  })
}

const MATCHES = new WeakMap<GraphBuilder, ObjectRef<Types, Match>>()

const matchOf = (builder: GraphBuilder): ObjectRef<Types, Match> => {
  const known = MATCHES.get(builder)
  if (known) return known
  const made = addMatch(builder)
  MATCHES.set(builder, made)
  return made
}

/** A type of what a link leads to. */
export interface LinkedTypeOptions<Row> {
  /** `PersonStripe`. */
  readonly name: string
  readonly description: string
  readonly type: NodeRef<Row>
  /** The field of the one that was chosen, and what it says. */
  readonly one: readonly [field: string, description: string]
  /** The field of everything that fits, where several may. */
  readonly all?: readonly [field: string, description: string]
  /** Most objects of that field. @default 10 */
  readonly atMost?: number
}

/** Makes the type of what a link leads to: the object, all that fit where several may, and how they were matched. */
export const linkedType = <Row extends object>(
  builder: GraphBuilder,
  { name, description, type, one, all, atMost = 10 }: LinkedTypeOptions<Row>,
): ObjectRef<Types, Linked<Row>> =>
  builder.objectRef<Linked<Row>>(name).implement({
    description,
    fields: (t) => ({
      [one[0]]: t.field({
        type,
        nullable: true,
        description: one[1],
        resolve: (({ row }: Linked<Row>) => row) as never,
      }),
      ...(all && {
        [all[0]]: t.field({
          type: [type],
          description: all[1],
          atMost,
          resolve: (({ rows }: Linked<Row>) => rows) as never,
        }),
      }),
      match: t.field({ type: matchOf(builder), description: 'How it was found.', resolve: ({ match }) => match }),
    }),
  })
