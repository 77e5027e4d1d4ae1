import type { AnySource } from '../kit/define-source.ts'
import { answerPromises } from './answers.ts'
import { keyPromises } from './keys.ts'
import { listPromises } from './lists.ts'
import { outagePromises } from './outages.ts'
import type { ConformancePromise, ListPromises } from './promise.ts'
import { samplePromises } from './samples.ts'
import { secretPromises } from './secrets.ts'
import { sharingPromises } from './sharing.ts'
import { stalePromises } from './staleness.ts'
import { waitPromises } from './waits.ts'
import { wordPromises } from './words.ts'
import { writePromises } from './writes.ts'

/** Every kind of promise, in the order in which they are told. */
const KINDS: readonly ListPromises[] = [
  samplePromises,
  keyPromises,
  listPromises,
  stalePromises,
  writePromises,
  sharingPromises,
  secretPromises,
  answerPromises,
  waitPromises,
  outagePromises,
  wordPromises,
]

/**
 * What every source has to keep, derived from what it declares: nothing here knows a vendor. Hand each `run` to a test
 * runner of your own under its `name`; it works on the source's sandbox, needs no network and no real time.
 */
export const conformance = (source: AnySource): readonly ConformancePromise[] => KINDS.flatMap((list) => list(source))
