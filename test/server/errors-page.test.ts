import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../src/core/error-code.ts'
import { GRAPHQL_CODES, HTTP_CODES } from '../../src/graph/error-table.ts'
import { createToyServer, readAnswer } from '../helpers/toy-server.ts'

describe('the page of error codes', () => {
  const server = createToyServer()

  it('stands under /errors, with a heading for every code to lead to', async () => {
    const response = await server.get('/errors')
    const page = await response.text()
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    for (const code of [...ERROR_CODES, ...Object.keys(GRAPHQL_CODES), ...Object.keys(HTTP_CODES)])
      expect(page).toContain(`<h3 id="${code.toLowerCase()}">${code}</h3>`)
  })

  it('is plain HTML: nothing of its source is left in it', async () => {
    const page = await (await server.get('/errors')).text()
    expect(page).not.toMatch(/^#|\*\*|`|<!-- /m)
  })

  it('is where the documentation URL of an error leads', async () => {
    const { errors } = await readAnswer(await server.post({ query: '{ crash }' }))
    expect(errors?.[0]?.extensions['documentationUrl']).toBe('/errors#internal')
  })
})
