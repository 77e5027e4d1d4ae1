import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createToyServer } from '../helpers/toy-server.ts'

const server = createToyServer()
let url = ''

beforeAll(async () => {
  ;({ url } = await server.listen())
})
afterAll(() => server.close())

describe('GraphQL over HTTP, by the audits of its working group', () => {
  const audits = serverAudits({ url: () => url })

  it('there are 61 audits', () => expect(audits).toHaveLength(61))

  it.each(audits)('$id $name', async (audit) => {
    const result = await audit.fn()
    expect(result.status, 'reason' in result ? result.reason : '').toBe('ok')
  })
})
