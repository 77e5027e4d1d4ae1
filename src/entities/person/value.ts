import type { NodeRef } from '../../kit/index.ts'

/** A person is an address in lower case; everything else is asked for when it is selected. */
export interface PersonValue {
  readonly email: string
}

/** The type of people, for those who add parts to it. */
export type PersonRef = NodeRef<PersonValue>
