import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the bundle lies; the same folder whether this module runs from src/graphiql or from dist/graphiql. */
export const GRAPHIQL_DIR = fileURLToPath(new URL('../../dist/graphiql/', import.meta.url))

/** The folder of the bundled page, with `index.html` and `assets/`; null when it was not built (`npm run build` builds it). */
export const findGraphiqlPage = (): string | null => (existsSync(`${GRAPHIQL_DIR}index.html`) ? GRAPHIQL_DIR : null)
