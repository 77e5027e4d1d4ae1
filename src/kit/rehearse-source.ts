import { isIntrospectionType, type GraphQLNamedType } from 'graphql'
import type { AnySource } from './define-source.ts'
import { describeSchema } from './describe-schema.ts'
import { MountError, toLine } from './mount-error.ts'
import { sandboxConfig } from './mount.ts'
import { toTypePrefix } from './names.ts'
import { isRecord, nameKind, type SourceProblem } from './source-problem.ts'

type Problems = readonly SourceProblem[]

/** What an author's code threw, without the words that were put round it. */
const causeOf = (thrown: unknown): unknown => (thrown instanceof MountError ? thrown.cause : thrown)

/** Runs one answer of a source, and tells when it throws. */
const attempt = <T>(where: string, run: () => T): { readonly value: T } | { readonly problem: SourceProblem } => {
  try {
    return { value: run() }
  } catch (thrown) {
    return { problem: { where, issue: `threw when the source was mounted: ${toLine(causeOf(thrown))}` } }
  }
}

const checkApi = (source: AnySource): Problems => {
  const made = attempt('upstream', () => source.upstream({ config: sandboxConfig(source) as never }) as unknown)
  if ('problem' in made) return [made.problem]
  if (!isRecord(made.value)) return [{ where: 'upstream', issue: `answered ${nameKind(made.value)}, not api({ … })` }]
  const { baseUrl, auth } = made.value
  const problems: SourceProblem[] = []
  if (typeof baseUrl !== 'string' || !URL.canParse(baseUrl)) {
    const issue = 'is no URL; give it as https://… or from a setting that has a default'
    problems.push({ where: 'upstream.baseUrl', issue })
  }
  if (!isRecord(auth) || typeof auth['toCredential'] !== 'function') {
    problems.push({
      where: 'upstream.auth',
      issue: `is ${nameKind(auth)}; use bearer(), basic(), apiKeyHeader() or apiKeyQuery()`,
    })
  }
  return problems
}

const checkSandbox = (source: AnySource): Problems => {
  const made = attempt('sandbox', () => source.sandbox({ wallNow: () => 0 }) as unknown)
  if ('problem' in made) return [made.problem]
  if (!isRecord(made.value))
    return [{ where: 'sandbox', issue: `answered ${nameKind(made.value)}, not { operations, samples, refusal }` }]
  const { operations, samples, refusal } = made.value
  const handlers = isRecord(operations) ? operations : {}
  const known = isRecord(samples) ? samples : {}
  const missing = Object.keys(source.operations).flatMap((name) => [
    ...(typeof handlers[name] === 'function'
      ? []
      : [
          {
            where: `sandbox.operations.${name}`,
            issue: 'is missing; the sandbox needs one function for each operation',
          },
        ]),
    ...(isRecord(known[name])
      ? []
      : [{ where: `sandbox.samples.${name}`, issue: 'is missing; give arguments that the sandbox answers well' }]),
  ])
  if (typeof refusal === 'function') return missing
  return [
    ...missing,
    {
      where: 'sandbox.refusal',
      issue: `is ${nameKind(refusal)}, not a function from a status to the vendor's error body`,
    },
  ]
}

/** Types that the kit adds once a source has a use for them. */
const ON_DEMAND: readonly string[] = ['PageInfo']

/** Types of every schema, whatever its sources. */
const kitTypes = (): ReadonlySet<string> =>
  new Set([...Object.keys(describeSchema({ sources: [] }).getTypeMap()), ...ON_DEMAND])

/** The source whose prefix a type's name has. */
const ownerOf = (type: string, names: readonly string[]): string | undefined =>
  names.find((name) => type.startsWith(toTypePrefix(name)))

const checkType = (type: GraphQLNamedType, source: AnySource, others: readonly string[]): Problems => {
  const prefix = toTypePrefix(source.name)
  if (isIntrospectionType(type) || type.name.startsWith(prefix)) return []
  const owner = ownerOf(type.name, others)
  const whose = owner === undefined ? '' : `, and "${toTypePrefix(owner)}" is the prefix of the source ${owner}`
  return [
    { where: 'schema', issue: `adds the type ${type.name}; types of ${source.name} begin with "${prefix}"${whose}` },
  ]
}

const checkTypes = (source: AnySource, others: readonly string[]): Problems => {
  const made = attempt('schema', () => describeSchema({ sources: [source] }))
  if ('problem' in made) return [made.problem]
  const known = kitTypes()
  return Object.values(made.value.getTypeMap())
    .filter(({ name }) => !known.has(name))
    .flatMap((type) => checkType(type, source, others))
}

/**
 * Mounts a source on nothing and tells what went wrong: what throws, what answers a wrong shape, types that carry another
 * source's prefix. Ask it only of sources that `checkSource` finds nothing wrong with.
 */
export const rehearseSource = (source: AnySource, others: readonly string[] = []): Problems => [
  ...checkApi(source),
  ...checkSandbox(source),
  ...checkTypes(source, others),
]
