import type { DeskOf } from '../../../kit/index.ts'
import type { operations } from '../operations.ts'

/** What the files of this schema are given. */
export type Desk = DeskOf<typeof operations>
