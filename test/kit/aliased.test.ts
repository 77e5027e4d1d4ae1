import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, print, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { aliased, byAlias, placeOfAlias } from '../../src/kit/aliased.ts'
import { z } from '../../src/kit/index.ts'
import { misfitOf } from '../../src/kit/rows.ts'
import { github } from '../../src/sources/github/index.ts'
import { ROOT } from '../house/project.ts'

const ONE = parse('query One($login: String!) { user(login: $login) { ...U } } fragment U on User { login }')

describe('a query of one object', () => {
  it('becomes one of many under aliases, each with a variable of its own', () => {
    expect(print(aliased(ONE as never, { name: 'Many', max: 2 })))
      .toBe(`query Many($at0: String! = "", $has0: Boolean! = false, $at1: String! = "", $has1: Boolean! = false) {
  at0: user(login: $at0) @include(if: $has0) {
    ...U
  }
  at1: user(login: $at1) @include(if: $has1) {
    ...U
  }
}

fragment U on User {
  login
}`)
  })

  it('is valid against the schema that GitHub publishes', () => {
    const path = join(ROOT, 'node_modules/@octokit/graphql-schema/schema.graphql')
    const node = github.operations.usersByLogin.document?.node
    // The published file has two fields twice.
    const schema = buildSchema(readFileSync(path, 'utf8'), { assumeValidSDL: true })
    expect(node && validate(schema, node)).toEqual([])
  })

  it.each([
    'query Two($a: String!, $b: String!) { user(login: $a) { name(of: $b) } }',
    'query Two($a: String!) { user(login: $a) { name } viewer { name } }',
    'query None { viewer { name } }',
    'mutation M($a: String!) { follow(login: $a) { name } }',
  ])('%s cannot be asked for many', (text) => {
    expect(() => aliased(parse(text) as never, { name: 'Many', max: 2 })).toThrow(
      'a query of one field by one variable',
    )
  })
})

describe('the answer under aliases', () => {
  const { answer, batch } = byAlias(z.object({ login: z.string() }), 100)

  it('is in the order of the keys, whatever the order of the names; null is missing, a malformed row fails alone', () => {
    const rows = answer.parse({
      at10: { login: 'k' },
      at1: null,
      at0: { login: 'a' },
      at2: { login: 7 },
      other: 1,
    })
    const found = batch.outcomes(rows)
    expect(found.of('a', 0)).toEqual({ value: { login: 'a' } })
    expect(found.of('b', 1)).toEqual({ missing: true })
    const third = found.of('c', 2)
    expect('value' in third && misfitOf(third.value)).toHaveLength(1)
    expect(found.of('k', 10)).toEqual({ value: { login: 'k' } })
    expect(found.of('z', 3)).toEqual({ missing: true })
  })

  it('asks with a variable for each key', () => {
    expect(batch.ask(['a', 'b'])).toEqual({ at0: 'a', has0: true, at1: 'b', has1: true })
    expect([placeOfAlias('at12'), placeOfAlias('at'), placeOfAlias('user')]).toEqual([12, null, null])
  })
})
