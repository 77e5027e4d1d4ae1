import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { EdgeAnswer } from './edge.ts'
import { EdgeError } from './edge-error.ts'

/** The GraphiQL page and what it loads. Built into static files beforehand, so that nothing leaves the machine. */
export interface GraphiqlPage {
  /** The page for `/graphql`. */
  readonly html: () => Promise<string>
  /** A file below `/graphql/` by its path (`assets/index-4f2a.js`); null when there is none. */
  readonly file: (path: string) => Promise<Uint8Array<ArrayBuffer> | null>
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** A page from a directory with `index.html` and hashed files under `assets/`. It is read when somebody asks. */
export const openGraphiqlPage = (directory: string): GraphiqlPage => {
  // Only names that the directory really has are opened, so no path leads out of it.
  let names: Promise<ReadonlySet<string>> | null = null
  const list = async (): Promise<ReadonlySet<string>> =>
    new Set((await readdir(directory, { recursive: true })).map((name) => name.replaceAll(sep, '/')))
  return {
    html: () => readFile(join(directory, 'index.html'), 'utf8'),
    file: async (path) => {
      names ??= list()
      const known = await names
      return path.startsWith('assets/') && extname(path) !== '' && known.has(path)
        ? readFile(join(directory, path))
        : null
    },
  }
}

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g

/** The page's policy: everything from this server, and only the inline scripts that the page came with. */
export const toContentSecurityPolicy = (html: string): string => {
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )
  return [
    "default-src 'self'",
    ["script-src 'self'", ...hashes].join(' '),
    // The editor sets styles on its own elements while it runs.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Answers with the page. */
export const answerPage = async (page: GraphiqlPage): Promise<EdgeAnswer> => {
  const html = await page.html()
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': toContentSecurityPolicy(html),
    vary: 'accept',
  }
  return { status: 200, headers, body: html }
}

/** How long a file whose name carries its hash may be kept, in seconds (one year, RFC 9111 has no longer use). */
const FOREVER = 'public, max-age=31536000, immutable'

/** Answers with one of the page's files. */
export const answerFile = async (page: GraphiqlPage, path: string): Promise<EdgeAnswer> => {
  const body = await page.file(path)
  const type = TYPES[extname(path)]
  if (body === null || type === undefined) throw new EdgeError('NOT_FOUND', 'There is no such file.')
  return { status: 200, headers: { 'content-type': type, 'cache-control': FOREVER }, body }
}

/** Whether a browser asks for something to look at. */
export const wantsPage = (method: string, accept: string | undefined): boolean =>
  (method === 'GET' || method === 'HEAD') && accept?.includes('text/html') === true
