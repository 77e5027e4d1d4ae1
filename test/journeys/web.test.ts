import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { preview, type PreviewServer } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startBrowser } from '../helpers/browser.ts'
import { startServer, type RunningServer } from '../helpers/running.ts'

const CONFIG = 'examples/web/vite.config.ts'
const MANIFEST = 'examples/web/src/graphql/persisted-documents.json'
const tool = (name: string): string => `node_modules/.bin/${name}`
const run = promisify(execFile)

/** The page served, and Headwaters in production with that page's origin and operations and no others. */
interface Stage {
  readonly origin: string
  readonly server: RunningServer
  readonly close: () => Promise<void>
}

const servePage = (outDir: string): Promise<PreviewServer> =>
  preview({
    configFile: CONFIG,
    logLevel: 'silent',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  })

const openStage = async (): Promise<Stage> => {
  mkdirSync('.cache', { recursive: true })
  const outDir = mkdtempSync(`${process.cwd()}/.cache/web-`)
  const pages = await servePage(outDir)
  const address = pages.httpServer.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const server = await startServer({
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    HEADWATERS_SECRET: 'only-for-this-test-and-nothing-else',
    HEADWATERS_SANDBOX: 'all',
    HEADWATERS_ALLOW_ANONYMOUS: 'true',
    HEADWATERS_CORS_ORIGINS: origin,
    HEADWATERS_PERSISTED_OPERATIONS: MANIFEST,
    HEADWATERS_ONLY_PERSISTED: 'true',
  })
  const env = { ...process.env, NODE_ENV: 'production', VITE_HEADWATERS_URL: server.url }
  await run(tool('vite'), ['build', '--config', CONFIG, '--outDir', outDir], { env })
  const close = async (): Promise<void> => {
    await Promise.all([pages.close(), server.close()])
    rmSync(outDir, { recursive: true })
  }
  return { origin, server, close }
}

describe('the web example', { timeout: 90_000 }, () => {
  let browser: Browser | null = null
  let stage: Stage
  beforeAll(async () => {
    browser = await startBrowser()
    stage = await openStage()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await stage.close()
  })
  afterEach(() => {
    for (const source of ['stripe', 'hubspot', 'slack', 'github']) stage.server.of(source).sandbox.faults.clear()
  })

  let page: Page
  let requests: string[] = []
  let complaints: string[] = []
  beforeEach(async (context) => {
    if (browser === null) return context.skip()
    const tab = await browser.newContext({ viewport: { width: 1200, height: 800 } })
    onTestFinished(() => tab.close())
    page = await tab.newPage()
    requests = []
    complaints = []
    tab.on('request', (request) => requests.push(request.url()))
    page.on('console', (line) => ['error', 'warning'].includes(line.type()) && complaints.push(line.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
  })

  const keep = async (name: string): Promise<void> => {
    const folder = process.env['SCREENSHOTS']
    if (folder) await page.screenshot({ path: `${folder}/web-${name}.png`, fullPage: true })
  }
  const card = (vendor: string) => page.getByRole('region', { name: vendor })
  const down = (source: string): void =>
    stage.server.of(source).sandbox.faults.add({ fault: { kind: 'status', status: 503 } })

  it('shows one person as all vendors know them, and asks nobody but Headwaters', async () => {
    await page.goto(stage.origin)
    await keep('empty')
    await page.getByLabel('E-mail address').fill('ada@example.com')
    await page.getByRole('button', { name: 'Look up' }).click()
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
    await card('Stripe').getByText('ADA-0003').waitFor()
    await keep('person')
    expect(await card('HubSpot').textContent()).toContain('Deals')
    expect(await card('GitHub').textContent()).toContain('ada/flyology')
    expect(await card('Slack').textContent()).toContain('Time zone')
    expect(page.url()).toBe(`${stage.origin}/?email=ada%40example.com`)
    expect(requests.filter((url) => ![stage.origin, stage.server.url].some((own) => url.startsWith(own)))).toEqual([])
    expect(complaints).toEqual([])
  })

  it('with one vendor down it shows the rest, and asks that vendor again when told to', async () => {
    down('stripe')
    await page.goto(`${stage.origin}/?email=grace@example.com`)
    await card('Stripe').getByText('does not answer at the moment').waitFor()
    await keep('one-down')
    expect(await page.getByRole('heading', { level: 2 }).textContent()).toMatch(/^Grace/)
    expect(await card('Slack').textContent()).toContain('Time zone')
    expect(await card('Stripe').textContent()).toContain('UPSTREAM_FAILED')
    stage.server.of('stripe').sandbox.faults.clear()
    await page.getByRole('button', { name: 'Ask Stripe again' }).click()
    await card('Stripe').getByText('Latest invoices').waitFor()
    expect(complaints).toEqual([])
  })

  // A person of its own each: what was remembered of another's visit would hide the outage.
  const outages = [
    ['HubSpot', 'katherine', ['HubSpot', 'GitHub']],
    ['Slack', 'margaret', ['Slack']],
    ['GitHub', 'barbara', ['GitHub']],
  ] as const
  it.each(outages)('with %s down %s is shown as far as the others know her', async (vendor, who, silent) => {
    down(vendor.toLowerCase())
    await page.goto(`${stage.origin}/?email=${who}@example.com`)
    await card(vendor).getByText('does not answer at the moment').waitFor()
    await keep(`down-${vendor}`)
    const cards = await page.getByRole('region').all()
    const texts = await Promise.all(cards.map((one) => one.textContent()))
    const silences = texts.filter((text) => text?.includes('does not answer'))
    expect(silences.map((text) => silent.find((name) => text?.startsWith(name)))).toEqual(silent)
    expect(texts.filter((text) => text?.includes('Found by'))).toHaveLength(4 - silent.length)
    expect((await page.getByRole('heading', { level: 2 }).textContent())?.toLowerCase()).toMatch(RegExp(`^${who} `))
  })

  it('says that it is waiting, to eyes and to ears, and that nobody is known', async () => {
    const gate = Promise.withResolvers<void>()
    await page.route(stage.server.url, async (route) => {
      await gate.promise
      await route.continue()
    })
    await page.goto(`${stage.origin}/?email=nobody@example.com`)
    await page.locator('[aria-busy=true]').waitFor()
    expect(await page.getByRole('status').textContent()).toBe('Looking for nobody@example.com')
    await keep('waiting')
    gate.resolve()
    await page.getByText('No vendor knows nobody@example.com').waitFor()
  })

  it('says that Headwaters cannot be reached, and comes back', async () => {
    await page.route(stage.server.url, (route) => route.abort())
    await page.goto(`${stage.origin}/?email=alan@example.com`)
    await page.getByRole('alert').getByText('The server cannot be reached.').waitFor()
    await page.unroute(stage.server.url)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: /^Alan/ }).waitFor()
  })

  it('is good in the dark and on a telephone', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${stage.origin}/?email=ada@example.com`)
    await card('Stripe').getByText('Latest invoices').waitFor()
    await keep('dark')
    const width = await page.evaluate('document.documentElement.scrollWidth')
    expect(width).toBe(390)
  })

  it('its operations are the only ones that are served', async () => {
    const { errors } = await stage.server.ask('{ __typename }')
    expect(errors?.[0]?.extensions['code']).toBe('PERSISTED_QUERY_ID_REQUIRED')
  })

  it('its bundle carries hashes and no documents', async () => {
    await page.goto(stage.origin)
    const script = requests.find((url) => url.endsWith('.js')) ?? ''
    const text = await (await fetch(script)).text()
    const [hash = ''] = Object.keys(JSON.parse(readFileSync(MANIFEST, 'utf8')) as object)
    expect(text).toContain(hash)
    expect(text).not.toContain('EmailAddress')
  })
})
