import type { GraphQLSchema } from 'graphql'
import { createMemoryAnswerStore } from '../state/memory/answer-store.ts'
import { createMemoryTagStore } from '../state/memory/tag-store.ts'
import { systemClock as clock, systemRandom as random } from '../upstream/system-clock.ts'
import { buildSchema, type SchemaParts } from './build-schema.ts'
import { createRegistry } from './registry.ts'

/** The schema with nothing mounted: to print, compare and document, not to ask. */
export const describeSchema = (parts: SchemaParts): GraphQLSchema => {
  const answers = createMemoryAnswerStore({ maxBytes: 1_024, clock })
  const line = { clock, random, answers, tags: createMemoryTagStore(), userAgent: 'headwaters', traceWire: false }
  return buildSchema(parts, createRegistry([], line, 'nothing is mounted'))
}
