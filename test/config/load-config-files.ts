import { join } from 'node:path'
import { leadToOwnPackage } from '../../src/cli/own-package.ts'
import { loadConfigFile } from '../../src/config/load-config-file.ts'

// A process of its own, since a test runner loads modules in its own way. Prints what is wrong with each folder's file.
leadToOwnPackage()
const problems: Record<string, unknown> = {}
for (const folder of process.argv.slice(2)) {
  const loaded = await loadConfigFile({
    path: join(folder, 'headwaters.config.ts'),
    folder,
    builtIn: ['stripe', 'github'],
  })
  problems[folder] = loaded.problems.map(({ variable, issue }) => `${variable}: ${issue}`)
}
process.stdout.write(JSON.stringify(problems))
