import { execFile } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { toVariable } from '../../src/kit/config-shape.ts'
import { SOURCES } from '../../src/sources/index.ts'
import { startVendor } from '../helpers/scripted-vendor.ts'
import { LIVE_VENDORS, planOf } from '../live/plan.ts'
import { createTidy } from '../live/tidy.ts'
import { deleteCustomer, deleteIssue, deleteObject, demandTestAccount } from '../live/undo.ts'

const VITEST = 'node_modules/vitest/vitest.mjs'

/** Runs the live suite with these variables and none of the machine's. */
const runLive = (env: Readonly<Record<string, string>>) =>
  new Promise<{ readonly passed: boolean; readonly output: string }>((resolve) => {
    const bare = { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...env }
    execFile(
      process.execPath,
      [VITEST, 'run', '--config', 'test/live/vitest.config.ts', '--reporter=verbose'],
      { env: bare },
      (error, stdout, stderr) => resolve({ passed: error === null, output: stdout + stderr }),
    )
  })

describe('the live suite', () => {
  it('reads, writes and cleans up against the sandboxes of all vendors', { timeout: 120_000 }, async () => {
    const { passed, output } = await runLive({ HEADWATERS_SANDBOX: 'all' })
    expect(output).not.toMatch(/skipped|↓/)
    for (const name of LIVE_VENDORS) expect(output).toContain(`${name}: sandbox`)
    expect({ passed, output }).toMatchObject({ passed: true })
  })

  it(
    'fails with a live key of Stripe, and says what else it left out for want of what',
    { timeout: 120_000 },
    async () => {
      const { passed, output } = await runLive({ STRIPE_API_KEY: 'sk_live_none' })
      expect(passed).toBe(false)
      expect(output).toContain('stripe: refused, STRIPE_API_KEY is not a test key')
      expect(output).toContain('github: skipped, GITHUB_TOKEN is not set')
      expect(output).toContain('hubspot: skipped, HUBSPOT_ACCESS_TOKEN is not set')
      expect(output).toContain('slack: skipped, SLACK_BOT_TOKEN is not set')
      expect(output).not.toContain('sk_live_none')
      expect(output).toMatch(/1 failed \| 3 skipped/)
    },
  )
})

describe('what the live suite knows of each vendor', () => {
  it.each(LIVE_VENDORS)('%s is as its source says', (name) => {
    const source = SOURCES.find((one) => one.name === name)
    const { env } = planOf(name, {
      STRIPE_API_KEY: 'sk_test_1',
      GITHUB_TOKEN: 't',
      HUBSPOT_ACCESS_TOKEN: 't',
      SLACK_BOT_TOKEN: 't',
    }) as {
      env: Record<string, string>
    }
    const shapes = Object.entries(source?.config ?? {}).map(
      ([key, shape]) => [toVariable(name, 'default', key), shape] as const,
    )
    const needed = shapes.filter(([, shape]) => !shape.safeParse(undefined).success).map(([variable]) => variable)
    expect(Object.keys(env)).toEqual(expect.arrayContaining(needed))
    const baseUrl = shapes.find(([variable]) => variable.endsWith('_BASE_URL'))
    expect(env[baseUrl?.[0] ?? '']).toBe(baseUrl?.[1].parse(undefined))
  })
})

describe('what the live suite does with a vendor', () => {
  it.each([
    ['stripe', { STRIPE_API_KEY: 'sk_test_1' }, 'live'],
    ['stripe', { STRIPE_API_KEY: 'rk_test_1' }, 'live'],
    ['stripe', { STRIPE_API_KEY: 'sk_live_1' }, 'refused'],
    ['stripe', { STRIPE_API_KEY: 'rk_live_1' }, 'refused'],
    ['stripe', { STRIPE_API_KEY: 'anything' }, 'refused'],
    ['stripe', { STRIPE_API_KEY: ' ' }, 'skipped'],
    ['stripe', {}, 'skipped'],
    ['stripe', { STRIPE_API_KEY: 'sk_live_1', HEADWATERS_SANDBOX: 'stripe' }, 'sandbox'],
    ['github', { GITHUB_TOKEN: 't', HEADWATERS_SANDBOX: 'stripe, slack' }, 'live'],
    ['slack', { HEADWATERS_SANDBOX: 'stripe, slack' }, 'sandbox'],
  ] as const)('%s with %j is %s', (name, env, kind) => expect(planOf(name, env).kind).toBe(kind))

  it('hands on the credential and the base URL of that vendor alone', () => {
    const env = {
      GITHUB_TOKEN: 't',
      GITHUB_BASE_URL: 'https://git.example/',
      SLACK_BOT_TOKEN: 's',
      HEADWATERS_SECRET: 'x',
    }
    expect(planOf('github', env)).toEqual({
      kind: 'live',
      env: { HEADWATERS_SOURCES: 'github', GITHUB_TOKEN: 't', GITHUB_BASE_URL: 'https://git.example/' },
    })
  })
})

describe('cleaning up', () => {
  it('takes the newest back first, goes on after a failure, and says what is left', async () => {
    const undone: string[] = []
    const tidy = createTidy()
    tidy.made('one', async () => undone.push('one'))
    tidy.made('two', () => Promise.reject(new Error('no')))
    tidy.made('three', async () => undone.push('three'))
    await expect(tidy.up()).rejects.toThrow('Please delete by hand what is left: two (no).')
    expect(undone).toEqual(['three', 'one'])
    await expect(tidy.up()).resolves.toBeUndefined()
  })

  it.each([
    ['a customer of Stripe', deleteCustomer, ['cus_1'], 'DELETE /v1/customers/cus_1'],
    ['a contact of HubSpot', deleteObject, ['contacts', '7'], 'DELETE /crm/objects/2026-03/contacts/7'],
    ['an issue of GitHub', deleteIssue, ['I_1'], 'POST /'],
  ] as const)('deletes %s with our credential', async (_, undo, args, sent) => {
    const vendor = await startVendor({ json: {} })
    const call = undo as (at: { baseUrl: string; token: string }, ...rest: readonly string[]) => Promise<unknown>
    await call({ baseUrl: `${vendor.origin}/`, token: 'test' }, ...args)
    expect(vendor.received.map(({ method, url }) => `${method} ${url}`)).toEqual([sent])
    expect(vendor.received[0]?.headers.authorization).toBe('Bearer test')
  })

  it('is content with what is gone already, and with nothing else', async () => {
    const gone = await startVendor({ status: 404, json: {} })
    await deleteCustomer({ baseUrl: gone.origin, token: 'test' }, 'cus_1')
    const closed = await startVendor({ status: 403, json: {} })
    await expect(deleteCustomer({ baseUrl: closed.origin, token: 'test' }, 'cus_1')).rejects.toThrow(
      'answered with 403',
    )
  })
})

describe('a token of HubSpot', () => {
  it.each([
    ['DEVELOPER_TEST', 200, true],
    ['SANDBOX', 200, true],
    ['STANDARD', 200, false],
    [undefined, 200, false],
    ['DEVELOPER_TEST', 403, false],
  ])('of an account of the type %s, told with %i, may be written with: %s', async (accountType, status, isFine) => {
    const vendor = await startVendor({ status, json: { accountType } })
    const asked = demandTestAccount({ baseUrl: vendor.origin, token: 'test' })
    await (isFine ? expect(asked).resolves.toBeUndefined() : expect(asked).rejects.toThrow())
  })
})
