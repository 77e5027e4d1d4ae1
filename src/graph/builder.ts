import SchemaBuilder from '@pothos/core'
import ErrorsPlugin from '@pothos/plugin-errors'
import type { RequestContext } from './context.ts'
import type { Money } from '../core/money.ts'
import { USES_PLUGIN } from './uses-plugin.ts'

/** The types that every Headwaters schema is built with. */
export interface GraphTypes {
  Context: RequestContext
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string | number }
    DateTime: { Input: Date; Output: Date }
    URL: { Input: URL; Output: URL | string }
    EmailAddress: { Input: string; Output: string }
    PhoneNumber: { Input: string; Output: string }
    SafeInt: { Input: number; Output: number }
    Currency: { Input: string; Output: string }
  }
  Objects: { Money: Money }
}

/** A Pothos builder with the words of Headwaters in it. */
export type GraphBuilder = PothosSchemaTypes.SchemaBuilder<PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>>

/** Makes a fresh builder; each schema has its own. */
export const createBuilder = (): GraphBuilder =>
  new SchemaBuilder<GraphTypes>({
    plugins: [ErrorsPlugin, USES_PLUGIN],
    defaultFieldNullability: false,
    errors: { directResult: true, defaultTypes: [], onResolvedError: () => undefined },
  })
