import { execFileSync } from 'node:child_process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { EXAMPLES } from '../../src/graphiql/examples.ts'
import { startBrowser } from '../helpers/browser.ts'
import { startServer, type RunningServer } from '../helpers/running.ts'

/** Everything that the page asked for and complained about while it was open. */
interface Visit {
  readonly page: Page
  readonly requests: readonly string[]
  readonly complaints: readonly string[]
}

const open = async (browser: Browser, url: string, colorScheme: 'light' | 'dark'): Promise<Visit> => {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && complaints.push(line.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(url)
  await page.getByText('All Schema Types').waitFor()
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
  return { page, requests, complaints }
}

const answerOf = async (page: Page): Promise<string> => {
  const lines = page.locator('.result-window .view-lines')
  await lines.filter({ hasText: /"data"/ }).waitFor()
  return (await lines.textContent()) ?? ''
}

describe('GraphiQL over the whole server', { timeout: 90_000 }, () => {
  let browser: Browser | null = null
  let server: RunningServer

  beforeAll(async () => {
    execFileSync(process.execPath, ['src/graphiql/build.ts'], { stdio: 'inherit' })
    server = await startServer()
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server.close()
  })

  let visit = (_scheme: 'light' | 'dark'): Promise<Visit> => Promise.reject(new Error('not ready'))
  beforeEach((context) => {
    const opened = browser
    if (opened === null) return context.skip()
    visit = (scheme) => open(opened, server.url, scheme)
  })

  it.each(['light', 'dark'] as const)(
    'answers in the %s colours of the system and asks no other origin',
    async (scheme) => {
      const { page, requests, complaints } = await visit(scheme)
      await page.getByRole('button', { name: 'Execute query' }).click()
      expect(await answerOf(page)).toContain('Lovelace')
      const folder = process.env['SCREENSHOTS']
      if (folder) await page.screenshot({ path: `${folder}/graphiql-${scheme}.png` })
      expect(complaints).toEqual([])
      expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([])
    },
  )

  it('answers each of its example tabs without an error', async () => {
    const { page } = await visit('light')
    for (const { name } of EXAMPLES) {
      await page
        .getByRole('tab', { name })
        .or(page.locator('.graphiql-tab-button', { hasText: name }))
        .first()
        .click()
      const answered = page.waitForResponse((response) => response.request().method() === 'POST')
      await page.getByRole('button', { name: 'Execute query' }).click()
      const { data, errors } = (await (await answered).json()) as { data?: unknown; errors?: unknown }
      expect({ name, errors, hasData: data !== null && data !== undefined }).toEqual({
        name,
        errors: undefined,
        hasData: true,
      })
    }
  })
})
