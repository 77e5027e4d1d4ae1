import { isSecret, meaningOf, toVariable } from '../kit/config-shape.ts'
import type { AnySource } from '../kit/define-source.ts'
import { VARIABLES, type Variable } from './variables.ts'

const wrap = (text: string): string => `# ${text}`

const serverLines = (): readonly string[] =>
  Object.entries(VARIABLES as Readonly<Record<string, Variable>>).flatMap(
    ([name, { meaning, isSecret: hidden, example }]) => [
      wrap(meaning.replaceAll('`', '')),
      ...(hidden ? [wrap(`It may also be read from the file that ${name}_FILE names.`)] : []),
      `# ${name}=${example ?? ''}`,
      '',
    ],
  )

const sourceLines = (source: AnySource): readonly string[] => [
  `# --- ${source.description}`,
  ...Object.entries(source.config).flatMap(([name, shape]) => {
    const variable = toVariable(source.name, 'default', name)
    const byDefault = shape.safeParse(undefined)
    const isNeeded = !byDefault.success
    const note = [
      meaningOf(shape) ?? '',
      isSecret(shape) ? `Secret; ${variable}_FILE may name a file instead.` : '',
      isNeeded ? 'Needed to be live.' : '',
    ]
    const value =
      byDefault.success && ['string', 'number'].includes(typeof byDefault.data) ? String(byDefault.data) : ''
    return [wrap(note.filter((part) => part !== '').join(' ')).trimEnd(), `# ${variable}=${value}`]
  }),
  '',
]

/** Prints `.env.example`: every variable of the server and of each source, commented out. */
export const printEnvExample = (sources: readonly AnySource[]): string =>
  [
    '# Every variable that Headwaters reads. Copy to .env and fill in what you need; nothing is needed to try it out.',
    '# Generated from the configuration by `npm run codegen`.',
    '',
    ...serverLines(),
    '# Sources. A second account "eu" of stripe: STRIPE_ACCOUNTS=us,eu with STRIPE_US_API_KEY and STRIPE_EU_API_KEY.',
    '',
    ...sources.flatMap(sourceLines),
  ].join('\n')
