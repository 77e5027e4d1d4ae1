type Environment = Readonly<Record<string, string | undefined>>

/** What a run of the live suite does with one vendor. */
export type Plan =
  | { readonly kind: 'live' | 'sandbox'; readonly env: Readonly<Record<string, string>> }
  | { readonly kind: 'skipped' | 'refused'; readonly reason: string }

interface Vendor {
  /** The variable with the credential. */
  readonly credential: string
  /** The variable that says where the vendor is, and where it is without. */
  readonly baseUrl: readonly [variable: string, usual: string]
  /** Why a credential must not be used here; null when it may. */
  readonly refuses?: (credential: string) => string | null
}

const VENDORS = {
  stripe: {
    credential: 'STRIPE_API_KEY',
    baseUrl: ['STRIPE_BASE_URL', 'https://api.stripe.com/'],
    refuses: (key) => (/^(sk|rk)_test_/.test(key) ? null : 'STRIPE_API_KEY is not a test key (sk_test_…, rk_test_…)'),
  },
  github: { credential: 'GITHUB_TOKEN', baseUrl: ['GITHUB_BASE_URL', 'https://api.github.com/graphql'] },
  hubspot: { credential: 'HUBSPOT_ACCESS_TOKEN', baseUrl: ['HUBSPOT_BASE_URL', 'https://api.hubapi.com/'] },
  slack: { credential: 'SLACK_BOT_TOKEN', baseUrl: ['SLACK_BASE_URL', 'https://slack.com/api/'] },
} as const satisfies Readonly<Record<string, Vendor>>

/** A vendor of the live suite. */
export type VendorName = keyof typeof VENDORS

/** The vendors of the live suite. */
export const LIVE_VENDORS = Object.keys(VENDORS) as readonly VendorName[]

const wantsSandbox = (name: VendorName, env: Environment): boolean =>
  (env['HEADWATERS_SANDBOX'] ?? '')
    .split(',')
    .map((word) => word.trim())
    .some((word) => word === 'all' || word === name)

/** Decides by the environment what is done with a vendor: its credential and its base URL go on, nothing else does. */
export const planOf = (name: VendorName, env: Environment): Plan => {
  const vendor: Vendor = VENDORS[name]
  const only = { HEADWATERS_SOURCES: name }
  if (wantsSandbox(name, env)) return { kind: 'sandbox', env: { ...only, HEADWATERS_SANDBOX: name } }
  const credential = env[vendor.credential]?.trim() ?? ''
  if (credential === '') return { kind: 'skipped', reason: `${vendor.credential} is not set` }
  const objection = vendor.refuses?.(credential) ?? null
  if (objection !== null) return { kind: 'refused', reason: objection }
  const [variable, usual] = vendor.baseUrl
  return { kind: 'live', env: { ...only, [vendor.credential]: credential, [variable]: env[variable] ?? usual } }
}

/** Where a vendor is and how we are known there, by the variables of its plan. */
export const directOf = (name: VendorName, env: Environment): { readonly baseUrl: string; readonly token: string } => {
  const { credential, baseUrl } = VENDORS[name]
  return { baseUrl: env[baseUrl[0]] ?? baseUrl[1], token: env[credential] ?? '' }
}
