import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The bundled page: `html` answers /graphql, the files in `assetsDir` answer /graphql/assets/ and never change under a name. */
export interface GraphiqlPage {
  readonly html: string
  readonly assetsDir: string
}

/** Where the bundle lies; the same folder whether this module runs from src/graphiql or from dist/graphiql. */
export const GRAPHIQL_DIR = fileURLToPath(new URL('../../dist/graphiql/', import.meta.url))

/** Reads the bundled page once; null when it was not built (`npm run build` builds it). */
export const loadGraphiqlPage = (): GraphiqlPage | null => {
  try {
    return { html: readFileSync(`${GRAPHIQL_DIR}index.html`, 'utf8'), assetsDir: `${GRAPHIQL_DIR}assets` }
  } catch {
    return null
  }
}
