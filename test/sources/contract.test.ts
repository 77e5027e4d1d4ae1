import { describe, it } from 'vitest'
import { SOURCES } from '../../src/sources/index.ts'
import { conformance } from '../../src/testing/conformance.ts'

describe.each(SOURCES.map((source) => [source.name, source] as const))('%s', (_, source) => {
  for (const { name, run } of conformance(source)) it(name, run)
})
