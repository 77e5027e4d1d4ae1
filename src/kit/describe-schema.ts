import type { GraphQLSchema } from 'graphql'
import { createMemoryAnswerStore } from '../state/memory/answer-store.ts'
import { createMemoryTagStore } from '../state/memory/tag-store.ts'
import { systemClock as clock, systemRandom as random } from '../upstream/system-clock.ts'
import { buildSchema } from './build-schema.ts'
import type { AnySource } from './define-source.ts'
import { createRegistry } from './registry.ts'

/** The schema over a list of sources with nothing mounted: to print, compare and document, not to ask. */
export const describeSchema = (sources: readonly AnySource[]): GraphQLSchema => {
  const answers = createMemoryAnswerStore({ maxBytes: 1_024, clock })
  const parts = { clock, random, answers, tags: createMemoryTagStore(), userAgent: 'headwaters', traceWire: false }
  return buildSchema(sources, createRegistry([], parts, 'nothing is mounted'))
}
