import { describe, expect, it } from 'vitest'
import { apiKeyHeader, apiKeyQuery, basic, bearer } from '../../src/kit/index.ts'
import type { AnySource } from '../../src/kit/define-source.ts'
import { onStage } from '../../src/testing/stage.ts'
import { fixture } from '../helpers/fixture-source.ts'

const WAYS = {
  'a bearer token': bearer,
  'a header of its own': (token: string) => apiKeyHeader('x-key', token),
  'user and password': (token: string) => basic('user', token),
  'the query': (token: string) => apiKeyQuery('key', token),
} as const

describe('the sandbox of a vendor that reads its credential from', () => {
  it.each(Object.entries(WAYS))('%s lets in its own and nobody else', async (_, auth) => {
    const source: AnySource = fixture
    const upstream: AnySource['upstream'] = (known: { config: { token: string } }) => ({
      ...source.upstream(known as never),
      auth: auth(known.config.token),
    })
    await onStage({ ...source, upstream }, async (stage) => {
      expect(await stage.value(stage.call('book', { id: 'bk_1' }))).toMatchObject({ id: 'bk_1' })
      const loan = await stage.value(stage.load('loans', 'ln_1'))
      expect(loan).toMatchObject({ id: 'ln_1' })
      const error = await stage.error(stage.stranger.call('book', { id: 'bk_1' }))
      expect(error.code).toBe('UPSTREAM_UNAUTHENTICATED')
    })
  })
})
