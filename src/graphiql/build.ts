import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InlineConfig } from 'vite'
import { bundledPackages } from './bundled-packages.ts'
import { GRAPHIQL_DIR } from './page-files.ts'
import { shipNotices } from './shipped-notices.ts'

const HERE = fileURLToPath(new URL('./', import.meta.url))
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PARTS = ['assets', 'notices', 'index.html', 'packages.json'] as const

const timeOf = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).mtimeMs
  } catch {
    return 0
  }
}

/** Whether the last part written is newer than everything the bundle is made from. */
const isFresh = async (): Promise<boolean> => {
  const sources = await readdir(HERE, { recursive: true })
  const times = await Promise.all(
    [...sources.map((name) => join(HERE, name)), join(ROOT, 'package-lock.json')].map(timeOf),
  )
  return (await timeOf(join(GRAPHIQL_DIR, 'packages.json'))) > Math.max(...times)
}

const loadVite = async (): Promise<typeof import('vite') | null> => {
  try {
    return await import('vite')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}

const configure = (outDir: string, packages: ReturnType<typeof bundledPackages>): InlineConfig => ({
  root: join(HERE, 'page'),
  base: '/graphql/',
  mode: 'production',
  configFile: false,
  envDir: false,
  publicDir: false,
  logLevel: 'warn',
  plugins: [packages.plugin()],
  worker: { format: 'es', plugins: () => [packages.plugin()] },
  build: {
    outDir,
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // "use client" and its like speak to server renderers; some hundred packages carry them and none matters here.
    rolldownOptions: { onLog: (level, log, tell) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && tell(level, log) },
    assetsInlineLimit: 0,
    // Monaco is one chunk of some megabytes; a warning about it on each install would teach nobody anything.
    chunkSizeWarningLimit: 10_000,
  },
})

const makePage = async (vite: typeof import('vite'), outDir: string): Promise<void> => {
  const packages = bundledPackages()
  await vite.build(configure(outDir, packages))
  const folders = packages.list()
  const places = folders.map((folder) => join(ROOT, folder))
  await shipNotices(places, join(outDir, 'notices'))
  await writeFile(join(outDir, 'packages.json'), `${JSON.stringify(folders, null, 2)}\n`)
}

const movePage = async (from: string): Promise<void> => {
  await mkdir(GRAPHIQL_DIR, { recursive: true })
  for (const part of PARTS) {
    await rm(join(GRAPHIQL_DIR, part), { recursive: true, force: true })
    await rename(join(from, part), join(GRAPHIQL_DIR, part))
  }
}

/** Bundles page/ into dist/graphiql and says in one line what was done; a page newer than its sources stays as it is. */
export const buildGraphiqlPage = async (): Promise<string> => {
  if (await isFresh()) return 'graphiql: the page is up to date'
  const vite = await loadVite()
  if (!vite) return 'graphiql: vite is not installed (a production install), the page is not built'
  const started = performance.now()
  await mkdir(dirname(GRAPHIQL_DIR), { recursive: true })
  // Built beside its place and moved in, so that a failed build leaves the old page and no server reads half a page.
  const outDir = await mkdtemp(join(dirname(GRAPHIQL_DIR), '.graphiql-'))
  try {
    await makePage(vite, outDir)
    await movePage(outDir)
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
  return `graphiql: the page was built in ${((performance.now() - started) / 1000).toFixed(1)} s`
}

if (import.meta.main) {
  // Vite leaves a NODE_ENV that is set alone, and React's development build would be bundled.
  process.env['NODE_ENV'] = 'production'
  process.stdout.write(`${await buildGraphiqlPage()}\n`)
}
