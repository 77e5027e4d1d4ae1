import { describe, expect, it } from 'vitest'
import { ERROR_CODES, ERROR_TRAITS } from '../../src/core/error-code.ts'
import { GRAPHQL_CODES, HTTP_CODES, printErrorTable } from '../../src/graph/error-table.ts'

describe('the error table', () => {
  const headings = printErrorTable().match(/(?<=^### ).*$/gm)

  it('has one heading a code, ours first', () => {
    expect(headings).toEqual([...ERROR_CODES, ...Object.keys(GRAPHQL_CODES), ...Object.keys(HTTP_CODES)])
  })

  it.each(ERROR_CODES)('%s says what it means, whether to retry, its status and its weight', (code) => {
    const { meaning, retryable, httpStatus, tripsBreaker } = ERROR_TRAITS[code]
    expect(printErrorTable()).toContain(
      [
        `### ${code}`,
        `\n${meaning}\n`,
        `- Retryable: ${retryable ? 'yes' : 'no'}`,
        `- HTTP status: ${httpStatus}`,
        `- Counts for the breaker: ${tripsBreaker ? 'yes' : 'no'}\n`,
      ].join('\n'),
    )
  })
})
