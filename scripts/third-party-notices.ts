import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { GRAPHIQL_DIR } from '../src/graphiql/page-files.ts'
import { NOTICES_FILE, shippedName } from '../src/graphiql/shipped-notices.ts'

const FILE = 'THIRD_PARTY_NOTICES.md'
const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i

/** Packages that ship no licence file, and the package whose file covers them (same repository or same author). */
const COVERED_BY: Readonly<Record<string, string>> = {
  '@graphiql/plugin-doc-explorer': '@graphiql/react',
  '@graphiql/plugin-history': '@graphiql/react',
  'react-compiler-runtime': 'react',
  'react-remove-scroll-bar': 'react-remove-scroll',
}

/** Of these only the glue they write into a bundle is shipped, so what they bundle themselves is none of our matter. */
const TOOLS = new Set(['vite', 'rolldown'])

const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string() })

interface Package extends z.infer<typeof Manifest> {
  readonly texts: readonly string[]
  /** Where the notices of the code that the package bundles itself are shipped. */
  readonly shipped: readonly string[]
}

const tidy = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .trim()

const textsOf = (folder: string, name: string): string[] => {
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file) && !/\.(js|ts|json)$/.test(file))
  const texts = files.sort().map((file) => tidy(readFileSync(join(folder, file), 'utf8')))
  return TOOLS.has(name)
    ? texts.map((text) => tidy(text.split('\n# Licenses of bundled dependencies')[0] ?? ''))
    : texts
}

const readPackage = (folder: string): Package => {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  const notices = readdirSync(folder).filter((file) => NOTICES_FILE.test(file))
  const shipped = notices.map((file) => `dist/graphiql/notices/${shippedName(folder, file)}`)
  return { ...manifest, texts: textsOf(folder, manifest.name), shipped }
}

const licenceOf = (one: Package, all: readonly Package[]): readonly string[] => {
  if (one.texts.length > 0) return one.texts
  const cover = all.find(({ name }) => name === COVERED_BY[one.name])
  if (cover) return cover.texts
  throw new Error(`${one.name} ships no licence file: find the text that covers it and name it in COVERED_BY`)
}

const fence = (text: string): string => `\`\`\`\`text\n${text}\n\`\`\`\``
const label = ({ name, version }: Package): string => `${name} ${version}`

const noticesOf = (packages: readonly Package[]): string => {
  const holders = new Map<string, string[]>()
  for (const one of packages)
    for (const text of licenceOf(one, packages)) holders.set(text, [...(holders.get(text) ?? []), label(one)])
  const list = packages.map((one) =>
    [`- ${label(one)} (${one.license})`, ...one.shipped.map((path) => `what it bundles: \`${path}\``)].join('; '),
  )
  const sections = [...holders].map(([text, names]) => `## ${names.join(', ')}\n\n${fence(text)}`)
  const intro = `The GraphiQL page (\`dist/graphiql\`) is bundled from the packages below, as the bundler lists
them. Where a package bundles others in turn, their notices are shipped beside the page. This file is written by
\`node scripts/third-party-notices.ts\`.`
  return `${['# Third-party notices', intro, list.join('\n'), ...sections].join('\n\n')}\n`
}

const bundledPackages = (): Package[] => {
  execFileSync(process.execPath, ['src/graphiql/build.ts'], { stdio: 'inherit' })
  const folders = z.array(z.string()).parse(JSON.parse(readFileSync(join(GRAPHIQL_DIR, 'packages.json'), 'utf8')))
  const packages = folders.map(readPackage)
  return [...new Map(packages.map((one) => [label(one), one])).values()]
}

const notices = noticesOf(bundledPackages())
const standing = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
if (!process.argv.includes('--check')) writeFileSync(FILE, notices)
else if (standing !== notices) {
  process.stderr.write(`${FILE} is stale: run \`node scripts/third-party-notices.ts\` and commit what it writes.\n`)
  process.exitCode = 1
}
