import { z } from 'zod'
import { LOG_LEVELS } from '../server/log.ts'

/** One environment variable of the server. */
export interface Variable {
  /** A sentence for `.env.example` and for the error of a wrong value. */
  readonly meaning: string
  readonly shape: z.ZodType
  /** Whether it must never be shown; it may then also come from the file that `<NAME>_FILE` names. */
  readonly isSecret?: boolean
  /** What stands in `.env.example`. */
  readonly example?: string
}

const variable = <S extends z.ZodType>(meaning: string, shape: S, more: Omit<Variable, 'meaning' | 'shape'> = {}) => ({
  meaning,
  shape,
  ...more,
})

const count = (atLeast: number) =>
  z.coerce.number().int(`must be a whole number`).min(atLeast, `must be ${atLeast} or more`)
const NETWORK = /^[\d.]+\/\d{1,2}$|^[\da-fA-F:.]+\/\d{1,3}$/
const flag = () => z.enum(['true', 'false'], 'must be true or false').transform((word) => word === 'true')
const list = () =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    )
    .refine((words) => words.length > 0, 'names nothing; leave it out, or put something between the commas')

const isHttp = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
const isOrigin = (text: string): boolean => text === '*' || (isHttp(text) && new URL(text).origin === text)
const isPublicUrl = (text: string): boolean => isHttp(text) && !/[?#@]/.test(text)

const counts = () =>
  z
    .string()
    .regex(/^[a-z][a-z\d-]*:\d+(\s*,\s*[a-z][a-z\d-]*:\d+)*$/, 'must be `name:number` with commas')
    .transform((text) =>
      Object.fromEntries(
        text
          .split(',')
          .map((part) => part.trim().split(':'))
          .map(([name = '', number]) => [name, Number(number)]),
      ),
    )

/** Every environment variable of the server, but for those of the sources. */
export const VARIABLES = {
  NODE_ENV: variable(
    '`production` closes what is open in development.',
    z.enum(['production', 'development', 'test'], 'must be production, development or test').optional(),
    {
      example: 'production',
    },
  ),
  HOST: variable('The address to listen on. Default: 127.0.0.1, in production 0.0.0.0.', z.string().min(1).optional()),
  PORT: variable(
    'The port; 0 takes any free one. Default: 4000.',
    count(0).max(65_535, 'must be 65535 or less').optional(),
    {
      example: '4000',
    },
  ),
  LOG_LEVEL: variable(
    `What is logged at least: ${LOG_LEVELS.join(', ')}. \`trace\` shows the wire, redacted. Default: info.`,
    z.enum(LOG_LEVELS as readonly [string, ...string[]]).optional(),
    { example: 'info' },
  ),
  HEADWATERS_SECRET: variable(
    'At least 32 characters, the same in every process: signs cursors and names credentials. Needed in production.',
    z.string().min(32, 'must have at least 32 characters; `openssl rand -base64 32` makes one').optional(),
    { isSecret: true },
  ),
  HEADWATERS_SOURCES: variable('Which sources to mount, by name, with commas. Default: all.', list().optional(), {
    example: 'stripe,github',
  }),
  HEADWATERS_SANDBOX: variable(
    'Sources whose sandbox is wanted, by name, with commas, or `all`. Outside production a source without credentials gets its sandbox by itself.',
    list().optional(),
    { example: 'github' },
  ),
  HEADWATERS_API_KEYS: variable(
    'Keys of services as `name:sha256:scope,scope`, several with spaces between. `headwaters key <name>` makes one.',
    z.string().optional(),
  ),
  HEADWATERS_JWT_SECRET: variable('The secret of HS256, HS384 or HS512 tokens.', z.string().min(1).optional(), {
    isSecret: true,
  }),
  HEADWATERS_JWT_JWKS_URL: variable('Where the issuer publishes its keys; instead of a secret.', z.url().optional()),
  HEADWATERS_JWT_ALGORITHMS: variable(
    'The algorithms that are accepted, with commas; needed with either of the two above.',
    list().optional(),
    { example: 'RS256' },
  ),
  HEADWATERS_JWT_ISSUER: variable('Who must have issued a token (`iss`).', z.string().min(1).optional()),
  HEADWATERS_JWT_AUDIENCE: variable('For whom a token must be (`aud`).', z.string().min(1).optional()),
  HEADWATERS_ALLOW_ANONYMOUS: variable('Let callers without a credential read. Default: false.', flag().optional(), {
    example: 'false',
  }),
  HEADWATERS_ALLOW_MUTATIONS: variable(
    'Let every caller write, whatever its scopes. Default: outside production only.',
    flag().optional(),
  ),
  HEADWATERS_INTROSPECTION: variable(
    'Whether the schema may be asked for. Default: outside production only.',
    flag().optional(),
  ),
  HEADWATERS_GRAPHIQL: variable(
    'Whether a browser sees GraphiQL under /graphql. Default: outside production only.',
    flag().optional(),
  ),
  HEADWATERS_CORS_ORIGINS: variable(
    'Origins whose pages may ask from a browser, with commas; `*` for all. Default: none.',
    list()
      .refine(
        (origins) => origins.every(isOrigin),
        'must be origins, as https://app.example.com: no path, no final slash',
      )
      .optional(),
    { example: 'https://app.example.com' },
  ),
  HEADWATERS_PUBLIC_URL: variable(
    'Where clients reach this server; `documentationUrl` of an error then begins with it. Default: none, a path alone.',
    z.string().refine(isPublicUrl, 'must be an http or https URL without credentials, query and fragment').optional(),
    { example: 'https://api.example.com' },
  ),
  HEADWATERS_PERSISTED_OPERATIONS: variable(
    'The file of operations that clients may name by their hash: `persisted-documents.json` of GraphQL Code Generator.',
    z.string().min(1).optional(),
    { example: 'persisted-documents.json' },
  ),
  HEADWATERS_ONLY_PERSISTED: variable(
    'Serve the operations of that file and no others. Default: false.',
    flag().optional(),
    { example: 'true' },
  ),
  HEADWATERS_REQUEST_TIMEOUT_MS: variable(
    'Longest a request may take, in milliseconds. Default: 30000.',
    count(1).optional(),
  ),
  HEADWATERS_MAX_BODY_BYTES: variable('Most bytes of a request. Default: 1048576.', count(1).optional()),
  HEADWATERS_MAX_DEPTH: variable('Most levels of an operation. Default: 16.', count(1).optional()),
  HEADWATERS_MAX_ALIASES: variable('Most aliases of an operation. Default: 30.', count(0).optional()),
  HEADWATERS_MAX_TOKENS: variable('Most words and signs of an operation. Default: 2000.', count(1).optional()),
  HEADWATERS_MAX_DIRECTIVES: variable('Most directives of an operation. Default: 50.', count(0).optional()),
  HEADWATERS_MAX_UPSTREAM_CALLS: variable(
    'Most calls to vendors that one operation may make, estimated before it runs. Default: 1000.',
    count(0).optional(),
  ),
  HEADWATERS_MAX_UPSTREAM_CALLS_BY_SOURCE: variable(
    'The same for single sources, as `name:calls` with commas. Default: none.',
    counts().optional(),
    { example: 'slack:50,github:200' },
  ),
  HEADWATERS_SHOW_COST: variable(
    'Whether every answer says in `extensions.cost` how many calls were estimated and made; otherwise on `x-headwaters-cost: true`. Default: false.',
    flag().optional(),
  ),
  HEADWATERS_SHUTDOWN_TIMEOUT_MS: variable(
    'How long requests may take to end at a shutdown, in milliseconds. Default: 10000.',
    count(0).optional(),
  ),
  HEADWATERS_EGRESS_ALLOW: variable(
    'Networks that vendors may be reached in although they are not public, with commas. Default: none.',
    list()
      .refine((networks) => networks.every((network) => NETWORK.test(network)), 'must be networks, as 10.1.0.0/16')
      .optional(),
    { example: '10.1.0.0/16' },
  ),
  HEADWATERS_EGRESS_PROXY: variable(
    'The outward proxy that every call to a vendor goes through, as http://user:password@host:port. Default: none.',
    z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
    { isSecret: true },
  ),
  HEADWATERS_EGRESS_CA: variable(
    "Further authorities whose certificates are trusted, in PEM, beside the system's own.",
    z.string().optional(),
    { isSecret: true },
  ),
  HEADWATERS_EGRESS_CERT: variable('Our certificate, for vendors that ask for one, in PEM.', z.string().optional(), {
    isSecret: true,
  }),
  HEADWATERS_EGRESS_KEY: variable('The key of that certificate, in PEM.', z.string().optional(), { isSecret: true }),
  HEADWATERS_CACHE_BYTES: variable('Most bytes of remembered answers. Default: 67108864.', count(1).optional()),
} as const satisfies Readonly<Record<string, Variable>>

/** The checked values, by name. */
export type Variables = { readonly [K in keyof typeof VARIABLES]: z.output<(typeof VARIABLES)[K]['shape']> }
