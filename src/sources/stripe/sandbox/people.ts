import { SANDBOX_CAST } from '../../../kit/index.ts'

/** Somebody who buys in the sandbox. */
export interface Buyer {
  /** The word in all their ids: `cus_ada`. */
  readonly word: string
  readonly name: string
  readonly email: string
  readonly city: string
  readonly country: string
  readonly currency: string
  /** Whether they have a subscription, and bills of three months. */
  readonly subscribes: boolean
}

const buyer = (word: string, name: string, place: string): Buyer => {
  const [city = '', country = '', currency = ''] = place.split(', ')
  return { word, name, email: `${word}@example.com`, city, country, currency, subscribes: false }
}

const subscriber = (word: string, name: string, place: string): Buyer => ({
  ...buyer(word, name, place),
  subscribes: true,
})

/** Buyers with facts of their own. */
const KNOWN: readonly Buyer[] = [
  buyer('dorothy', 'Dorothy Vaughan', 'Hampton, US, usd'),
  buyer('mary', 'Mary Jackson', 'Hampton, US, usd'),
  buyer('annie', 'Annie Easley', 'Cleveland, US, usd'),
  buyer('john', 'John McCarthy', 'Stanford, US, usd'),
  buyer('frances', 'Frances Allen', 'Peru, US, usd'),
  buyer('ken', 'Ken Thompson', 'Murray Hill, US, usd'),
  buyer('dennis', 'Dennis Ritchie', 'Murray Hill, US, usd'),
  buyer('joan', 'Joan Clarke', 'Bletchley, GB, gbp'),
  buyer('evelyn', 'Evelyn Boyd Granville', 'Washington, US, usd'),
  subscriber('niklaus', 'Niklaus Wirth', 'Zurich, CH, chf'),
  subscriber('sigga', 'Sigríður Jónsdóttir', 'Reykjavík, IS, isk'),
  subscriber('kaoru', 'Kaoru Ishikawa', 'Tokyo, JP, jpy'),
  subscriber('tim', 'Tim Berners-Lee', 'London, GB, gbp'),
  subscriber('hedy', 'Hedy Lamarr', 'Vienna, AT, eur'),
  subscriber('radia', 'Radia Perlman', 'Boston, US, usd'),
  subscriber('donald', 'Donald Knuth', 'Stanford, US, usd'),
  subscriber('edsger', 'Edsger Dijkstra', 'Nuenen, NL, eur'),
  subscriber('barbara', 'Barbara Liskov', 'Cambridge, US, usd'),
  subscriber('linus', 'Linus Torvalds', 'Helsinki, FI, eur'),
  subscriber('margaret', 'Margaret Hamilton', 'Cambridge, US, usd'),
  subscriber('katherine', 'Katherine Johnson', 'Hampton, US, usd'),
  subscriber('alan', 'Alan Turing', 'Manchester, GB, gbp'),
  subscriber('grace', 'Grace Hopper', 'Arlington, US, usd'),
  subscriber('ada', 'Ada Lovelace', 'London, GB, gbp'),
]

const isKnown = (word: string): boolean => KNOWN.some((known) => known.word === word)

const OTHERS = SANDBOX_CAST.filter(({ word }) => !isKnown(word)).map(({ word, first, last }) =>
  buyer(word, `${first} ${last}`, 'London, GB, gbp'),
)

/** How many of the buyers come before those with facts of their own. */
export const EARLIER = OTHERS.length

/** Who buys, oldest customer first. */
export const BUYERS: readonly Buyer[] = [...OTHERS, ...KNOWN]
