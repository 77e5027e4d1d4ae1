import { accounts } from './operations/accounts.ts'
import { issues } from './operations/issues.ts'
import { pullRequests } from './operations/pull-requests.ts'
import { repositories } from './operations/repositories.ts'
import { search } from './operations/search.ts'

/** Every call to GitHub, by name. */
export const operations = { ...accounts, ...repositories, ...issues, ...pullRequests, ...search }

/** What GitHub is asked, by name. */
export type GithubOperations = typeof operations
