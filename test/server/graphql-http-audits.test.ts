import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createToyServer } from '../helpers/toy-server.ts'

const server = createToyServer()
let url = ''

// The audits ask by GET without saying that they are no foreign web page; this client says so.
const fetchFn = (input: string, init: RequestInit = {}): Promise<Response> => {
  const headers = new Headers(init.headers)
  headers.set('x-graphql-yoga-csrf', '1')
  return fetch(input, { ...init, headers })
}

beforeAll(async () => {
  ;({ url } = await server.listen())
})
afterAll(() => server.close())

describe('GraphQL over HTTP, by the audits of its working group', () => {
  const audits = serverAudits({ url: () => url, fetchFn })

  it('there are 61 audits', () => expect(audits).toHaveLength(61))

  it.each(audits)('$id $name', async (audit) => {
    const result = await audit.fn()
    expect(result.status, 'reason' in result ? result.reason : '').toBe('ok')
  })
})
