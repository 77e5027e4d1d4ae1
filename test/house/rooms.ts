/** One room of the house: what it is for, and which rooms it may know. */
export interface Room {
  /** The folder (or single file, without `.ts`) under `src/`. */
  readonly name: string
  /** What it is for, in one sentence. */
  readonly sentence: string
  /** Rooms whose files it may import; its own are always allowed. `*` stands for every room. */
  readonly mayImport: readonly string[]
  /** How that is said in the table of ARCHITECTURE.md, where a list of names does not say it all. */
  readonly inWords?: string
  /** True where only types may be imported from other rooms. */
  readonly typesOnly?: true
  /** True where no package may be imported but `node:crypto`. */
  readonly pure?: true
}

/** The ground plan: every room of `src/`, lowest first. The import test and the table in ARCHITECTURE.md both read it. */
export const ROOMS: readonly Room[] = [
  {
    name: 'core',
    sentence: 'Given facts, say what to do.',
    mayImport: [],
    inWords: 'nothing (`node:crypto` aside)',
    pure: true,
  },
  { name: 'state', sentence: 'Where facts are kept between requests.', mayImport: ['core'] },
  {
    name: 'upstream',
    sentence: 'How one call to a vendor is protected on its way out.',
    mayImport: ['core', 'state'],
  },
  { name: 'graph', sentence: 'The vocabulary of our GraphQL types.', mayImport: ['core'] },
  {
    name: 'kit',
    sentence: 'The desk of a source author.',
    mayImport: ['core', 'state', 'upstream', 'graph'],
  },
  { name: 'version', sentence: 'Which version this is.', mayImport: [] },
  {
    name: 'sources',
    sentence: 'One vendor, told completely; `index.ts` is the list of them.',
    mayImport: ['kit'],
    inWords: 'kit, through its door (`kit/index.ts`); never a sibling',
  },
  { name: 'entities', sentence: 'Where vendors meet.', mayImport: ['sources', 'kit'] },
  {
    name: 'accounts',
    sentence: 'Vendor accounts of a person.',
    mayImport: ['kit', 'graph', 'state', 'upstream', 'core'],
  },
  {
    name: 'webhooks',
    sentence: 'What vendors tell us unasked.',
    mayImport: ['kit', 'graph', 'state', 'upstream', 'core'],
  },
  {
    name: 'server',
    sentence: 'HTTP in, HTTP out.',
    mayImport: ['accounts', 'webhooks', 'kit', 'graph', 'state', 'core'],
  },
  {
    name: 'testing',
    sentence: 'What a source is held to, for authors here and elsewhere.',
    mayImport: ['kit', 'graph', 'state', 'upstream', 'core'],
  },
  {
    name: 'graphiql',
    sentence: 'The page.',
    mayImport: ['core'],
    inWords: 'types of core',
    typesOnly: true,
  },
  { name: 'config', sentence: 'Environment to values.', mayImport: ['server', 'kit', 'core'] },
  { name: 'main', sentence: 'Puts the house together.', mayImport: ['*'], inWords: 'all' },
  { name: 'cli', sentence: 'The commands of a terminal.', mayImport: ['*'], inWords: 'all' },
]

/** The files that gather exports of others: the two entries of the package. The kit's is its only door. */
export const DOORS: readonly string[] = ['kit/index.ts', 'testing/index.ts']

/** The only door of the kit. */
export const KIT_DOOR = 'kit/index.ts'

/** Rooms that nobody imports: they put the house together. The commands may start what `main` has put together. */
export const ROOFS: readonly { readonly room: string; readonly usedBy: readonly string[] }[] = [
  { room: 'main', usedBy: ['cli'] },
  { room: 'cli', usedBy: [] },
]

/** The table as it stands in ARCHITECTURE.md. */
export const printRooms = (rooms: readonly Room[] = ROOMS): string => {
  const rows = rooms.map((room) => `| ${room.name} | ${room.sentence} | ${room.inWords ?? room.mayImport.join(', ')} |`)
  return ['| Room | One sentence | May import |', '| --- | --- | --- |', ...rows].join('\n')
}
