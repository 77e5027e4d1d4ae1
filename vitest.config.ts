import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Vite would take graphql's ESM build beside the CommonJS one that Pothos and Yoga load: two realms.
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      // What lies outside src speaks to the package by its name, as authors elsewhere do.
      { find: /^headwaters$/, replacement: new URL('./src/kit/index.ts', import.meta.url).pathname },
      { find: /^headwaters\/testing$/, replacement: new URL('./src/testing/index.ts', import.meta.url).pathname },
    ],
  },
  test: { include: ['test/**/*.test.ts'], pool: 'threads', maxWorkers: 4, testTimeout: 20_000, hookTimeout: 60_000 },
})
