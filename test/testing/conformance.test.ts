import { describe, it } from 'vitest'
import { conformance } from '../../src/testing/conformance.ts'
import { fixture } from '../helpers/fixture-source.ts'

describe('a source that has everything', () => {
  for (const { name, run } of conformance(fixture)) it(name, run)
})
