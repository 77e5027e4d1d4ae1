import { cp, mkdir, readdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'

/** What a package calls the list of the code that it bundles itself. */
export const NOTICES_FILE = /^third-?party-?notices/i

/** The name under dist/graphiql/notices/ that the notices of a package are shipped as. */
export const shippedName = (folder: string, file: string): string =>
  `${folder.replace(/^.*node_modules\//, '').replace('/', '-')}${extname(file)}`

/** Copies the notices of bundled packages, hundreds of kB of other people's licences, to lie beside the bundle. */
export const shipNotices = async (folders: readonly string[], target: string): Promise<void> => {
  await mkdir(target, { recursive: true })
  for (const folder of folders) {
    const files = (await readdir(folder)).filter((file) => NOTICES_FILE.test(basename(file)))
    for (const file of files) await cp(join(folder, file), join(target, shippedName(folder, file)))
  }
}
