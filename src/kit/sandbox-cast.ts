/** Somebody whom the sandboxes of all vendors know. */
export interface CastMember {
  /** The word in ids and logins: `ada`. */
  readonly word: string
  readonly first: string
  readonly last: string
  /** The address under which every sandbox has them: `ada@example.com`. */
  readonly email: string
}

const NAMES = [
  'Ada Lovelace, Grace Hopper, Alan Turing, Katherine Johnson, Margaret Hamilton, Linus Torvalds, Barbara Liskov',
  'Edsger Dijkstra, Donald Knuth, Radia Perlman, Frances Allen, John McCarthy, Hedy Lamarr, Claude Shannon',
  'Dorothy Vaughan, Mary Jackson, Dennis Ritchie, Ken Thompson, Bjarne Stroustrup, Guido Rossum, Shafi Goldwasser',
  'Silvio Micali, Leslie Lamport, Tony Hoare, Niklaus Wirth, Vint Cerf, Tim Lee, Anita Borg, Jean Bartik',
  'Kathleen Booth, Stephanie Shirley, Sophie Wilson, Lynn Conway, Adele Goldberg, Alonzo Church, Kurt Godel',
  'George Boole, Konrad Zuse, Joan Clarke, Mavis Batey, Evelyn Berezin, Karen Jones, Cynthia Dwork, Manuel Blum',
  'Stephen Cook, Richard Karp, Robin Milner, Philip Wadler, Simon Jones, Yukihiro Matsumoto, Brian Kernighan',
  'Rob Pike, Fei Li, Yann LeCun, Geoffrey Hinton, Judea Pearl, Allen Newell',
]

const toMember = (name: string): CastMember => {
  const [first = '', last = ''] = name.split(' ')
  const word = first.toLowerCase()
  return { word, first, last, email: `${word}@example.com` }
}

/** Fifty-seven people whom sandboxes share, so that what joins vendors has somebody to find at each of them. */
export const SANDBOX_CAST: readonly CastMember[] = NAMES.flatMap((line) => line.split(', ').map(toMember))
