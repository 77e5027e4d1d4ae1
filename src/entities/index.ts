import type { Extension } from '../kit/index.ts'
import { organization } from './organization.ts'
import { person } from './person.ts'

/** What stands across vendors. Parts of vendors that are not mounted are not in the graph. */
export const ENTITIES: readonly Extension[] = [person, organization]
