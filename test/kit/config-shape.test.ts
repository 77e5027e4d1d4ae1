import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isSecret, meaningOf, secret } from '../../src/kit/config-shape.ts'
import { SOURCES } from '../../src/sources/index.ts'

describe('a secret of a configuration', () => {
  it.each([
    ['as it is made', secret()],
    ['described', secret().describe('What it is for.')],
    ['checked further', secret().startsWith('sk_')],
    ['optional', secret().optional()],
    ['described and optional', secret().describe('What it is for.').optional()],
    ['optional and described', secret().optional().describe('What it is for.')],
    ['with a default', secret().default('none')],
    ['or null', secret().nullable()],
    ['transformed', secret().transform((text) => text.trim())],
  ])('is one %s', (_, shape) => expect(isSecret(shape)).toBe(true))

  it.each([
    ['text', z.string()],
    ['an optional number', z.number().optional()],
  ])('is not %s', (_, shape) => expect(isSecret(shape)).toBe(false))
})

describe('the meaning of a value', () => {
  it('is read through optional', () => expect(meaningOf(secret().describe('A key.').optional())).toBe('A key.'))
  it('may be missing', () => expect(meaningOf(z.string().optional())).toBeNull())

  it.each(
    SOURCES.flatMap(({ name, config }) => Object.entries(config).map(([key, shape]) => [name, key, shape] as const)),
  )('is told by %s for %s', (_, __, shape) => expect(meaningOf(shape)).toMatch(/\S+ .+\.$/))
})
