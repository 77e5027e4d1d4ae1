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

const buyer = (word: string, name: string, place: string, subscribes = false): Buyer => {
  const [city = '', country = '', currency = ''] = place.split(', ')
  return { word, name, email: `${word}@example.com`, city, country, currency, subscribes }
}

/** Who buys, oldest customer first. */
export const BUYERS: readonly Buyer[] = [
  buyer('dorothy', 'Dorothy Vaughan', 'Hampton, US, usd'),
  buyer('mary', 'Mary Jackson', 'Hampton, US, usd'),
  buyer('annie', 'Annie Easley', 'Cleveland, US, usd'),
  buyer('john', 'John McCarthy', 'Stanford, US, usd'),
  buyer('frances', 'Frances Allen', 'Peru, US, usd'),
  buyer('ken', 'Ken Thompson', 'Murray Hill, US, usd'),
  buyer('dennis', 'Dennis Ritchie', 'Murray Hill, US, usd'),
  buyer('joan', 'Joan Clarke', 'Bletchley, GB, gbp'),
  buyer('evelyn', 'Evelyn Boyd Granville', 'Washington, US, usd'),
  buyer('niklaus', 'Niklaus Wirth', 'Zurich, CH, chf', true),
  buyer('sigga', 'Sigríður Jónsdóttir', 'Reykjavík, IS, isk', true),
  buyer('kaoru', 'Kaoru Ishikawa', 'Tokyo, JP, jpy', true),
  buyer('tim', 'Tim Berners-Lee', 'London, GB, gbp', true),
  buyer('hedy', 'Hedy Lamarr', 'Vienna, AT, eur', true),
  buyer('radia', 'Radia Perlman', 'Boston, US, usd', true),
  buyer('donald', 'Donald Knuth', 'Stanford, US, usd', true),
  buyer('edsger', 'Edsger Dijkstra', 'Nuenen, NL, eur', true),
  buyer('barbara', 'Barbara Liskov', 'Cambridge, US, usd', true),
  buyer('linus', 'Linus Torvalds', 'Helsinki, FI, eur', true),
  buyer('margaret', 'Margaret Hamilton', 'Cambridge, US, usd', true),
  buyer('katherine', 'Katherine Johnson', 'Hampton, US, usd', true),
  buyer('alan', 'Alan Turing', 'Manchester, GB, gbp', true),
  buyer('grace', 'Grace Hopper', 'Arlington, US, usd', true),
  buyer('ada', 'Ada Lovelace', 'London, GB, gbp', true),
]
