import { expect, it } from 'vitest'
import { shapeError } from '../../src/kit/rows.ts'

it('an answer that does not fit names its source and its operation apart, and both in its message', () => {
  const { message, facts } = shapeError({ source: 'library', operation: 'book' }, ['pages.0: expected a number'])
  expect(message).toBe("library.book: the vendor's answer does not have the declared shape.")
  expect(facts).toEqual({
    source: 'library',
    operation: 'book',
    details: [{ field: 'pages.0', issue: 'expected a number' }],
  })
})
