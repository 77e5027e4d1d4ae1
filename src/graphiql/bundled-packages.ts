import type { Plugin } from 'vite'

/** Collects, over the page and its workers, the folders of the packages whose code or style ends in the bundle. */
export interface BundledPackages {
  readonly plugin: () => Plugin
  readonly list: () => string[]
}

/** The bundler's own glue that ends in the bundle, by the prefix of its virtual modules. */
const GLUE: readonly (readonly [string, string])[] = [
  ['\0vite/', 'node_modules/vite'],
  ['\0rolldown/', 'node_modules/rolldown'],
]

const STYLE = /\.css(\?|$)/

/** The folder of the package that a module belongs to, from the project's root; null for modules of our own. */
export const packageFolder = (id: string): string | null => {
  const glue = GLUE.find(([prefix]) => id.startsWith(prefix))
  if (glue) return glue[1]
  const match = /^.*?\/(node_modules\/.*node_modules\/|node_modules\/)((?:@[^/]+\/)?[^/]+)/.exec(id)
  return match ? `${match[1]}${match[2]}` : null
}

/** Starts an empty collection; `plugin()` makes one plugin for each bundle that is part of the page. */
export const bundledPackages = (): BundledPackages => {
  const folders = new Set<string>()
  const add = (id: string): void => {
    const folder = packageFolder(id)
    if (folder) folders.add(folder)
  }
  const plugin = (): Plugin => ({
    name: 'headwaters:bundled-packages',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) if (file.type === 'chunk') file.moduleIds.forEach(add)
      // A style sheet leaves its chunk as an asset, so that only the module graph still knows it.
      for (const id of this.getModuleIds()) if (STYLE.test(id)) add(id)
    },
  })
  return { plugin, list: () => [...folders].sort() }
}
