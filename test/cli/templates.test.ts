import { describe, it } from 'vitest'
import { acme as example } from '../../examples/source-acme/src/index.ts'
import { conformance } from '../../src/testing/conformance.ts'
import { acme as blank } from '../../templates/blank/index.ts'
import { acme as graphql } from '../../templates/graphql/index.ts'
import { acme as rest } from '../../templates/rest/index.ts'

describe.each([
  ['example', example],
  ['rest', rest],
  ['graphql', graphql],
  ['blank', blank],
])('the template or example %s', (_, source) => {
  for (const { name, run } of conformance(source)) it(name, run)
})
