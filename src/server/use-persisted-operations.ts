import type { Plugin } from 'graphql-yoga'
import { chooseDocument, type PersistedOptions } from './choose-document.ts'

/** The parameter that Yoga does not know by itself. */
export const DOCUMENT_ID = 'documentId'

/** Puts the registered document in the place of the identifier that a request names it by. */
export const usePersistedOperations = (options: PersistedOptions): Plugin => ({
  onParams({ request, params, setParams }) {
    // Yoga itself says what is wrong about parameters that are no object.
    if (typeof params !== 'object' || params === null || Array.isArray(params)) return
    const inUrl = request.method === 'GET' ? new URL(request.url).searchParams.get(DOCUMENT_ID) : null
    const { [DOCUMENT_ID]: inBody, ...known } = params as typeof params & { readonly [DOCUMENT_ID]?: unknown }
    const query = chooseDocument({ ...known, documentId: inUrl ?? inBody }, options)
    if (query !== undefined) setParams({ ...known, query })
  },
})
