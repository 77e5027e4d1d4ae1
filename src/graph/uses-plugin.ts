import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core'
import { atMostRows, costing, type Use } from './field-cost.ts'

/** The name of the plugin that reads `uses` and `atMost` of fields made by hand. */
export const USES_PLUGIN = 'headwatersUses'

/** Moves what a field made by hand says of its cost to its extensions. */
class UsesPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { uses, atMost } = field.pothosOptions as { uses?: readonly Use[]; atMost?: number }
    if ((uses === undefined && atMost === undefined) || field.extensions?.['headwaters'] !== undefined) return field
    const cost = costing({
      ...(uses && { uses: () => uses }),
      ...(atMost !== undefined && { rows: atMostRows(atMost) }),
    })
    return { ...field, extensions: { ...field.extensions, ...cost } }
  }
}

SchemaBuilder.registerPlugin(USES_PLUGIN, UsesPlugin)

// Parameters of a merged interface have to keep the names that Pothos gave them, used or not.
/* eslint-disable @typescript-eslint/no-unused-vars */
declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      headwatersUses: UsesPlugin<Types>
    }
    export interface FieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      ParentShape = unknown,
      Type extends TypeParam<Types> = TypeParam<Types>,
      Nullable extends FieldNullability<Type> = FieldNullability<Type>,
      Args extends InputFieldMap = InputFieldMap,
      ResolveShape = unknown,
      ResolveReturnShape = unknown,
    > {
      /** What a resolver written by hand asks of vendors, so that its cost is known before it runs: `[upTo(2, call.user)]`. */
      readonly uses?: readonly Use[]
      /** Most rows of the list, for the same reason. A list that does not say counts 10. */
      readonly atMost?: number
    }
  }
}
