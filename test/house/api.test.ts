import { describe, expect, it } from 'vitest'
import { currentPage, exportsOf, updatedPage } from '../../scripts/api-page.ts'

describe('the public API', () => {
  it('is the one that docs/api.md lists (node scripts/api-page.ts writes it)', async () =>
    expect(currentPage()).toBe(await updatedPage()))

  it.each(['src/kit/index.ts', 'src/testing/index.ts'])('every name of %s has its sentence', (entry) =>
    expect(exportsOf(entry).filter(({ sentence }) => sentence === '')).toEqual([]),
  )
})
