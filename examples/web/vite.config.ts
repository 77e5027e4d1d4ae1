import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  // Both on the port that Headwaters is told of (HEADWATERS_CORS_ORIGINS).
  server: { port: 5173, strictPort: true },
  preview: { port: 5173, strictPort: true },
})
