import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Vite would take graphql's ESM build beside the CommonJS one that Pothos and Yoga load: two realms.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: { include: ['test/**/*.test.ts'], pool: 'threads', testTimeout: 20_000, hookTimeout: 60_000 },
})
