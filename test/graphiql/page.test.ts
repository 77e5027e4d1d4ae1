import { execFileSync } from 'node:child_process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { EXAMPLES } from '../../src/graphiql/examples.ts'
import { findGraphiqlPage } from '../../src/graphiql/page-files.ts'
import { startBrowser } from '../helpers/browser.ts'
import { servePage, type PageServer } from './page-server.ts'

/** Everything a page asked for and complained about while it was open. */
interface Visit {
  readonly page: Page
  readonly requests: string[]
  readonly complaints: string[]
}

const openPage = async (browser: Browser, server: PageServer, colorScheme: 'light' | 'dark'): Promise<Visit> => {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && complaints.push(line.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(`${server.origin}/graphql`)
  await page.getByText('All Schema Types').waitFor()
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
  return { page, requests, complaints }
}

const answerOf = (page: Page, text: RegExp): Promise<void> =>
  page.locator('.result-window .view-lines').filter({ hasText: text }).waitFor()

const run = (page: Page): Promise<void> => page.getByRole('button', { name: 'Execute query' }).click()

const write = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('button', { name: 'New tab' }).click()
  await page.locator('.graphiql-query-editor .view-lines').click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

describe('the GraphiQL page', { timeout: 60_000 }, () => {
  let browser: Browser | null = null
  let server: PageServer | null = null

  beforeAll(async () => {
    execFileSync(process.execPath, ['src/graphiql/build.ts'], { stdio: 'inherit' })
    const page = findGraphiqlPage()
    if (!page) throw new Error('the page was not built')
    server = await servePage(page)
    browser = await startBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  let visit = async (_scheme: 'light' | 'dark'): Promise<Visit> => Promise.reject(new Error('not ready'))
  beforeEach((context) => {
    if (!browser || !server) return context.skip()
    const [open, at] = [browser, server]
    visit = (scheme) => openPage(open, at, scheme)
  })

  it('has one tab for each example, titled by its operation', async () => {
    const { page } = await visit('light')
    expect(await page.title()).toBe('Headwaters')
    expect(await page.locator('.graphiql-tab-button').allTextContents()).toEqual(EXAMPLES.map(({ name }) => name))
  })

  it('offers the header editor', async () => {
    const { page } = await visit('light')
    await page.getByRole('button', { name: 'Headers' }).click()
    await page.locator('section[aria-label="Headers"]:not(.hidden)').waitFor()
  })

  it('shows each event of a subscription, to the last one', async () => {
    const { page, complaints } = await visit('light')
    await write(page, 'subscription { countdown }')
    await run(page)
    await answerOf(page, /countdown":\s*1/)
    expect(complaints).toEqual([])
  })

  it('ends the request of a subscription that is stopped', async () => {
    const { page, complaints } = await visit('light')
    await write(page, 'subscription { endless }')
    await run(page)
    await answerOf(page, /endless":\s*"begun"/)
    const ended = page.waitForEvent('requestfailed')
    await page.getByRole('button', { name: 'Stop query' }).click()
    expect((await ended).failure()?.errorText).toBe('net::ERR_ABORTED')
    expect(complaints).toEqual([])
  })

  it('underlines a field that the schema does not have', async () => {
    const { page, complaints } = await visit('light')
    await write(page, 'query { nothingOfTheKind }')
    await page.locator('.graphiql-query-editor .squiggly-error').first().waitFor()
    expect(complaints).toEqual([])
  })
})
