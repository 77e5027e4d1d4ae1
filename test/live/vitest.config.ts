import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** `npm run test:live`: asks the vendors themselves, so it is no part of `npm test`. */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/live/*.live.ts'],
    globalSetup: ['test/live/announce.ts'],
    pool: 'threads',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
