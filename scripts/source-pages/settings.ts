import { isSecret, meaningOf, toVariable } from '../../src/kit/config-shape.ts'
import type { AnySource } from '../../src/kit/define-source.ts'
import { code, table } from './table.ts'

/** Every environment variable of a source. */
export const settingsTable = ({ name: source, config }: AnySource): string =>
  table(
    ['Variable', 'Needed to be live', 'Default', 'What it is'],
    Object.entries(config).map(([name, shape]) => {
      const variable = toVariable(source, 'default', name)
      const byDefault = shape.safeParse(undefined)
      const value = byDefault.success ? byDefault.data : undefined
      const shown = typeof value === 'string' || typeof value === 'number' ? code(String(value)) : ''
      const file = isSecret(shape) ? ` Secret; ${code(`${variable}_FILE`)} may name a file instead.` : ''
      return [code(variable), byDefault.success ? 'no' : 'yes', shown, `${meaningOf(shape) ?? ''}${file}`]
    }),
  )

/** Values that a source's `upstream` and `webhook` can be asked with: defaults, and a word for each secret. */
export const sampleConfig = ({ config }: AnySource): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(config).map(([name, shape]) => [name, isSecret(shape) ? 'sample' : shape.safeParse(undefined).data]),
  )
