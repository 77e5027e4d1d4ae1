import { describe, expect, it } from 'vitest'
import { allOptions, currentManual, updatedManual } from './options-table.ts'

describe('the options of the outbound line', () => {
  it('stand in docs/operate.md as they are; `node test/house/options-table.ts` writes them', async () =>
    expect(currentManual()).toBe(await updatedManual()))

  it.each(allOptions().flatMap(([, options]) => options.map((option) => [option.name, option] as const)))(
    '%s says what it is and what it is by default',
    (_name, { meaning, byDefault }) => {
      expect(meaning).toMatch(/\S \S.*[.)]$/)
      expect(byDefault).not.toBe('')
    },
  )

  it('have their unit in their sentence', () => {
    const bare = allOptions().flatMap(([, options]) =>
      options.filter(
        ({ name, meaning }) =>
          (/Ms$/.test(name) && !meaning.includes('milliseconds')) || (/Bytes$/.test(name) && !/bytes/.test(meaning)),
      ),
    )
    expect(bare).toEqual([])
  })
})
