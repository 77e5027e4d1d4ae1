import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

interface CheckNode {
  readonly checkNode: (version: string, wanted: string) => string | null
}

const require = createRequire(import.meta.url)
const { checkNode } = require('../../bin/check-node.js') as CheckNode
const bin = fileURLToPath(new URL('../../bin/headwaters.js', import.meta.url))

describe('which Node is new enough', () => {
  it.each(['v24.12.0', 'v24.13.1', 'v25.0.0', 'v100.0.0', 'v24.12.0-nightly'])('%s is', (version) => {
    expect(checkNode(version, '>=24.12')).toBeNull()
  })

  it.each(['v24.11.9', 'v23.99.0', 'v20.20.2', 'v12.0.0', 'v0.10.48'])(
    '%s is not, and is told what to do',
    (version) => {
      const problem = checkNode(version, '>=24.12')
      expect(problem).toContain('Headwaters needs Node.js 24.12 or newer')
      expect(problem).toContain(version)
      expect(problem).toContain('nvm install 24')
    },
  )
})

describe('the command', () => {
  const asVersion = (version: string): ReturnType<typeof spawnSync> => {
    const fake = `Object.defineProperty(process, 'version', { value: '${version}' })`
    const preload = `data:text/javascript,${encodeURIComponent(fake)}`
    return spawnSync(process.execPath, ['--import', preload, bin, '--help'], { encoding: 'utf8' })
  }

  it('started by an older Node it says what is wrong and leaves with 1', () => {
    const { status, stderr, stdout } = asVersion('v20.1.0')
    expect(stderr).toContain('Headwaters needs Node.js')
    expect(stderr).toContain('v20.1.0')
    expect(stdout).toBe('')
    expect(status).toBe(1)
  })

  it.each(['headwaters.js', 'check-node.js'])('%s has no syntax that Node 12 cannot read', (name) => {
    const text = readFileSync(new URL(`../../bin/${name}`, import.meta.url), 'utf8')
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/'[^'\n]*'/g, "''")
    expect(code).not.toMatch(/\?\?|\?\.|\bawait\b|\b(const|let|class)\b|=>|`|#[a-z]/)
  })
})
