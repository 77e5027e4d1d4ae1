import type { DeskOf } from '../../../kit/index.ts'
import type { GithubOperations } from '../operations.ts'
import { addAccounts } from './accounts.ts'
import { addIssues } from './issues.ts'
import { addPullRequests } from './pull-requests.ts'
import { addRepositories } from './repositories.ts'
import { addVocabulary } from './vocabulary.ts'

/** Adds every type of GitHub's with the fields of its own. */
export const addTypes = (desk: DeskOf<GithubOperations>) => {
  const vocabulary = addVocabulary(desk)
  const issues = addIssues(desk, vocabulary)
  return {
    vocabulary,
    ...addAccounts(desk, vocabulary),
    ...addRepositories(desk, vocabulary),
    ...issues,
    ...addPullRequests(desk, vocabulary, issues),
  }
}

/** Every type of GitHub's. */
export type GithubTypes = ReturnType<typeof addTypes>
