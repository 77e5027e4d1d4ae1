import type { GraphBuilder } from '../graph/builder.ts'
import type { NodeDesk } from './node.ts'
import type { Registry } from './registry.ts'

/** What the fields of one schema stand on. */
export interface Desk {
  readonly builder: GraphBuilder
  readonly registry: Registry
  readonly nodes: NodeDesk
}

const DESKS = new WeakMap<object, Desk>()

/** Gives a builder the desk that its verb fields will use. */
export const setDesk = (desk: Desk): void => {
  DESKS.set(desk.builder, desk)
}

/** The desk of a builder. */
export const deskOf = (builder: object): Desk => {
  const desk = DESKS.get(builder)
  if (desk === undefined)
    throw new TypeError('t.load, t.pages and their kin work only on the builder that `schema` is given.')
  return desk
}
