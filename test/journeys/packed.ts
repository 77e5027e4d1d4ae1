import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../house/project.ts'
import { mustRun } from '../helpers/child.ts'

interface Manifest {
  readonly version: string
  readonly files: readonly string[]
}

const readManifest = (): Manifest => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest

const copy = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true, dereference: true })
}

const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')

/** Packs Headwaters as `npm pack` does, built beside the working tree rather than in it. Answers the tarball. */
export const packHeadwaters = async (scratch: string): Promise<string> => {
  const stage = join(scratch, 'stage')
  const { files, version } = readManifest()
  const kept = [...files, 'package.json', 'LICENSE', 'README.md'].filter((file) => !file.startsWith('dist'))
  for (const file of kept) if (existsSync(join(ROOT, file))) copy(join(ROOT, file), join(stage, file))
  await mustRun(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', join(stage, 'dist')], { cwd: ROOT })
  await mustRun('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch], { cwd: stage })
  return join(scratch, `headwaters-${version}.tgz`)
}

/** Packs the source of `examples/`, built against an installed Headwaters. Answers the tarball. */
export const packExample = async (scratch: string, app: string): Promise<string> => {
  const stage = join(scratch, 'source-acme')
  copy(join(ROOT, 'examples/source-acme'), stage)
  rmSync(join(stage, 'node_modules'), { recursive: true, force: true })
  mkdirSync(join(stage, 'node_modules'))
  symlinkSync(join(app, 'node_modules/headwaters'), join(stage, 'node_modules/headwaters'))
  await mustRun(process.execPath, [tsc, '-p', 'tsconfig.json'], { cwd: stage })
  await mustRun('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch], { cwd: stage })
  return join(scratch, 'headwaters-source-acme-1.0.0.tgz')
}

interface Locked {
  readonly dev?: boolean
  readonly optional?: boolean
  readonly devOptional?: boolean
}

/** Where the packages that Headwaters needs at run time are installed, as the lockfile says; graphql is the user's own. */
const neededPackages = (): readonly string[] => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>
  }
  return Object.entries(lock.packages)
    .filter(([path]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path))
    .filter(([path, { dev, devOptional }]) => path === 'node_modules/graphql' || !(dev || devOptional))
    .map(([path]) => path)
}

/** Puts what would be downloaded where npm looks first, so that it needs no network. */
export const bringPackages = (app: string): void => {
  for (const path of neededPackages()) if (existsSync(join(ROOT, path))) copy(join(ROOT, path), join(app, path))
}

/** Installs tarballs as a user does, but for the network. */
export const install = (app: string, ...tarballs: readonly string[]): Promise<string> =>
  mustRun('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--silent', ...tarballs], {
    cwd: app,
  })
