import type { z } from '../../../kit/index.ts'
import type { User } from '../shapes.ts'

/** A member as Slack sends it. */
export type SentUser = z.input<typeof User>

/** First name, last name, what they do, where: pioneers of computing, so that each is easy to tell from the others. */
const PEOPLE = `Ada Lovelace|Analyst|Europe/London
Grace Hopper|Compilers|America/New_York
Alan Turing|Research|Europe/London
Katherine Johnson|Trajectories|America/New_York
Margaret Hamilton|Flight software|America/New_York
Linus Torvalds|Kernel|America/Los_Angeles
Barbara Liskov|Languages|America/New_York
Edsger Dijkstra|Algorithms|Europe/Amsterdam
Donald Knuth|Typography|America/Los_Angeles
Radia Perlman|Networks|America/Los_Angeles
Frances Allen|Optimisation|America/New_York
John McCarthy|Languages|America/Los_Angeles
Hedy Lamarr|Radio|Europe/Vienna
Claude Shannon|Information|America/New_York
Dorothy Vaughan|Programming|America/New_York
Mary Jackson|Engineering|America/New_York
Dennis Ritchie|Languages|America/New_York
Ken Thompson|Systems|America/Los_Angeles
Bjarne Stroustrup|Languages|America/New_York
Guido Rossum|Languages|America/Los_Angeles
Shafi Goldwasser|Cryptography|America/New_York
Silvio Micali|Cryptography|America/New_York
Leslie Lamport|Clocks|America/Los_Angeles
Tony Hoare|Proofs|Europe/London
Niklaus Wirth|Languages|Europe/Zurich
Vint Cerf|Networks|America/New_York
Tim Lee|Web|Europe/London
Anita Borg|Community|America/Los_Angeles
Jean Bartik|Programming|America/New_York
Kathleen Booth|Assembly|Europe/London
Stephanie Shirley|Direction|Europe/London
Sophie Wilson|Processors|Europe/London
Lynn Conway|Processors|America/Detroit
Adele Goldberg|Interfaces|America/Los_Angeles
Alonzo Church|Logic|America/New_York
Kurt Godel|Logic|Europe/Vienna
Charles Babbage|Engines|Europe/London
George Boole|Logic|Europe/Dublin
Konrad Zuse|Engines|Europe/Berlin
Joan Clarke|Cryptography|Europe/London
Mavis Batey|Cryptography|Europe/London
Evelyn Berezin|Word processing|America/New_York
Karen Jones|Retrieval|Europe/London
Cynthia Dwork|Privacy|America/New_York
Manuel Blum|Complexity|America/Los_Angeles
Stephen Cook|Complexity|America/Toronto
Richard Karp|Complexity|America/Los_Angeles
Robin Milner|Types|Europe/London
Philip Wadler|Types|Europe/London
Simon Jones|Compilers|Europe/London
Yukihiro Matsumoto|Languages|Asia/Tokyo
Brian Kernighan|Documentation|America/New_York
Rob Pike|Systems|Australia/Sydney
Fei Li|Vision|America/Los_Angeles
Yann LeCun|Vision|Europe/Paris
Geoffrey Hinton|Learning|America/Toronto
Judea Pearl|Causes|America/Los_Angeles
Allen Newell|Planning|America/New_York`.split('\n')

const pad = (index: number): string => String(index).padStart(4, '0')

/** 2026-01-05T09:00:00Z, when the sandbox's workspace was last tidied up, in seconds. */
export const START_S = 1_767_603_600

const toPerson = (line: string, index: number): SentUser => {
  const [name = '', title = '', tz = ''] = line.split('|')
  const first = (name.split(' ')[0] ?? '').toLowerCase()
  return {
    id: `U${pad(index + 1)}`,
    name: first,
    deleted: index === 36,
    tz,
    is_bot: false,
    is_admin: index < 3,
    is_owner: index === 0,
    is_restricted: index > 50,
    is_email_confirmed: index !== 5,
    updated: START_S - index * 3600,
    profile: {
      display_name: index % 4 === 3 ? '' : first,
      real_name: name,
      title,
      email: `${first}@example.com`,
      phone: index % 5 === 0 ? '+44 20 7946 0000' : '',
      image_192: `https://avatars.example.com/${first}_192.png`,
      status_text: index === 1 ? 'Looking for moths' : '',
      status_emoji: index === 1 ? ':moth:' : '',
    },
  }
}

const toBot = (id: string, name: string): SentUser => ({
  id,
  name,
  is_bot: true,
  updated: START_S,
  profile: { real_name: name, display_name: name },
})

/** The member that our app posts as. */
export const BOT_ID = 'U0060'

/** Sixty members: people, one of whom has left, guests, and two bots. */
export const createPeople = (): SentUser[] => [
  ...PEOPLE.map(toPerson),
  toBot('U0059', 'deploys'),
  toBot(BOT_ID, 'headwaters'),
]
