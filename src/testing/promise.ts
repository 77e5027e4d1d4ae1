import type { AnySource } from '../kit/define-source.ts'
import type { Declared } from '../kit/operation.ts'
import { onStage, type Stage } from './stage.ts'

/** One thing that every source has to keep, as a test: `run` rejects when it does not. */
export interface ConformancePromise {
  readonly name: string
  readonly run: () => Promise<void>
}

/** Makes the promises of one kind that a source can be asked for: none where it lacks what they are about. */
export type ListPromises = (source: AnySource) => readonly ConformancePromise[]

/** A promise that is kept or broken on a stage of its own. */
export const promise = (source: AnySource, name: string, act: (stage: Stage) => Promise<void>): ConformancePromise => ({
  name,
  run: () => onStage(source, act),
})

/** An operation with its name. */
export type Named = readonly [name: string, operation: Declared]

/** The operations of a source with a filter. */
export const operationsOf = (source: AnySource, fits: (operation: Declared) => boolean): readonly Named[] =>
  Object.entries(source.operations).filter(([, operation]) => fits(operation))

/** The reads that stand for all: the first over HTTP paths and the first that is a document. */
export const exampleReads = (source: AnySource): readonly Named[] => {
  const reads = operationsOf(source, ({ kind }) => kind === 'read')
  const plain = reads.find(([, { document }]) => document === null)
  const document = reads.find(([, operation]) => operation.document !== null)
  return [plain, document].filter((named) => named !== undefined)
}
