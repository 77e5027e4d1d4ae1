import { describe, expect, it } from 'vitest'
import { renewPages } from '../../scripts/source-pages.ts'
import { namesText } from '../../scripts/source-pages/operations.ts'
import { withoutPermission } from '../../scripts/source-pages/permissions.ts'
import { rateText } from '../../scripts/source-pages/quota.ts'
import { VERSION as HUBSPOT_VERSION } from '../../src/sources/hubspot/version.ts'
import { SOURCES } from '../../src/sources/index.ts'
import { VERSION as STRIPE_VERSION } from '../../src/sources/stripe/upstream.ts'

const pages = await renewPages()
const SECTIONS = ['Set up', 'Environments', 'Usage', 'Reference', 'Rate limits', 'Errors', 'Webhooks', 'Not covered']

describe('docs/sources', () => {
  it.each(pages)('$file says what the sources say (npm run docs writes it)', ({ current, updated }) =>
    expect(current).toBe(updated),
  )

  it.each(SOURCES)('the page of $name has every section', ({ name }) => {
    const page = pages.find(({ file }) => file === `${name}.md`)?.current ?? ''
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(SECTIONS)
  })

  it.each(SOURCES)('the page of $name says what each of its calls needs', (source) =>
    expect(withoutPermission(source)).toEqual([]),
  )

  it.each([
    ['stripe', STRIPE_VERSION],
    ['hubspot', HUBSPOT_VERSION],
  ])('the page of %s names the version that is pinned: %s', (name, version) =>
    expect(pages.find(({ file }) => file === `${name}.md`)?.current).toContain(`version \`${version}\``),
  )

  it('numbered arguments are told as a family', () => {
    const numbered = Array.from({ length: 100 }, (_, index) => `at${index} = ""`)
    expect(namesText(['login', ...numbered])).toBe('`login`, `at0 = ""` to `at99 = ""`')
  })

  it.each([
    [25, '25 a second'],
    [50 / 60, '50 a minute'],
    [5_000 / 3_600, '5,000 an hour'],
    [9.5, '570 a minute'],
  ])('%d a second is written as %s', (rate, text) => expect(rateText(rate)).toBe(text))
})
