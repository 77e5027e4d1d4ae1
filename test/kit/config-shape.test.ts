import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isSecret, secret } from '../../src/kit/config-shape.ts'

describe('a secret stays one', () => {
  it.each([
    ['as it is', secret()],
    ['described', secret().describe('The key.')],
    ['optional', secret().optional()],
    ['described and optional', secret().describe('The key.').optional().describe('Again.')],
    ['checked', secret().min(8).startsWith('sk_')],
    ['with a default', secret().default('x')],
    ['transformed', secret().transform((text) => text.trim())],
  ])('%s', (_, shape) => expect(isSecret(shape)).toBe(true))

  it.each([
    ['a text', z.string()],
    ['an optional text', z.string().optional()],
    ['a URL with a default', z.url().default('https://api.acme.example/')],
  ])('and %s is none', (_, shape) => expect(isSecret(shape)).toBe(false))
})
