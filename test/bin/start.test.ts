import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'headwaters-start-'))
afterAll(() => rmSync(folder, { recursive: true }))

const start = (document: string): ReturnType<typeof spawnSync> => {
  const file = join(folder, 'persisted-documents.json')
  writeFileSync(file, JSON.stringify({ [`sha256:${hash('sha256', document, 'hex')}`]: document }))
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'silent', HEADWATERS_PERSISTED_OPERATIONS: file }
  return spawnSync(process.execPath, ['src/cli/main.ts', 'start'], { encoding: 'utf8', env, timeout: 15_000 })
}

describe('a start that finds, with its sandboxes listening, that a persisted operation does not fit the schema', () => {
  const { status, stderr } = start('{ nope }')

  it('ends by itself, as a configuration that is wrong', () => expect(status).toBe(78))

  it('names the file, the entry and the reason, without a stack', () => {
    expect(stderr).toContain('persisted-documents.json, entry "')
    expect(stderr).toContain('Cannot query field "nope" on type "Query".')
    expect(stderr).not.toContain('    at ')
  })
})
