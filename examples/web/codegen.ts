import type { CodegenConfig } from '@graphql-codegen/cli'
import { join } from 'node:path'

const here = (path: string): string => join(import.meta.dirname, path)

/** Types for the documents of this page, and the manifest that Headwaters is given. */
const config: CodegenConfig = {
  generates: {
    [here('src/graphql/')]: {
      schema: here('../../schema/schema.graphql'),
      documents: here('src/**/*.graphql'),
      preset: 'client',
      presetConfig: {
        // The page carries hashes and no documents; those are in persisted-documents.json.
        persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: 'sha256' },
        fragmentMasking: false,
      },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        importExtension: '.ts',
        scalars: {
          Currency: 'string',
          DateTime: 'string',
          EmailAddress: 'string',
          PhoneNumber: 'string',
          SafeInt: 'number',
          URL: 'string',
        },
        defaultScalarType: 'unknown',
      },
    },
  },
}

export default config
