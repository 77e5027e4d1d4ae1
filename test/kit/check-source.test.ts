import { describe, expect, it } from 'vitest'
import { checkSource } from '../../src/kit/check-source.ts'
import { rehearseSource } from '../../src/kit/rehearse-source.ts'
import { SOURCES } from '../../src/sources/index.ts'

describe.each(SOURCES.map((source) => [source.name, source] as const))('the source %s', (name, source) => {
  it('is found nothing wrong with', () => expect(checkSource(source)).toEqual([]))

  it('mounts, and its types carry its own prefix', () => {
    const others = SOURCES.map((other) => other.name).filter((other) => other !== name)
    expect(rehearseSource(source, others)).toEqual([])
  })
})
