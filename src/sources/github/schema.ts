import type { DeskOf } from '../../kit/index.ts'
import type { GithubOperations } from './operations.ts'
import { addMutations } from './schema/mutations.ts'
import { addQueries } from './schema/queries.ts'
import { relate } from './schema/relations.ts'
import { addTypes } from './schema/types.ts'

/** What GitHub adds to the graph; people, organizations and repositories are for all to use. */
export const schema = (desk: DeskOf<GithubOperations>) => {
  const types = addTypes(desk)
  relate(desk, types)
  addQueries(desk, types)
  addMutations(desk, types)
  const { User, Organization, Repository, Issue, PullRequest } = types
  return {
    GithubUser: User,
    GithubOrganization: Organization,
    GithubRepository: Repository,
    GithubIssue: Issue,
    GithubPullRequest: PullRequest,
  }
}
