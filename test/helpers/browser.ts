import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

const PLACES = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser']

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No name but the loopback's resolves, so that no test reaches the world through the browser.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

const MISSING = 'no Chromium found; install it (apt-get install chromium) or set CHROMIUM_PATH to the executable'

/** Starts a headless Chromium with a profile of its own; null, and one line saying so, where none is installed. */
export const startBrowser = async (): Promise<Browser | null> => {
  const executablePath = PLACES.find((path) => path && existsSync(path))
  if (executablePath) return chromium.launch({ executablePath, args: FLAGS })
  if (process.env['CI_REQUIRE_BROWSER'] === '1') throw new Error(MISSING)
  process.stdout.write(`SKIPPED browser tests: ${MISSING}\n`)
  return null
}
