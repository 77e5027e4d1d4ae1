import { readDocument, writeDocument, z } from '../../../kit/index.ts'
import { byIds, connectionOf, listing, orNothing, present } from '../answers.ts'
import {
  AddStarDocument,
  OwnerRepositoriesDocument,
  ReleasesByIdDocument,
  RemoveStarDocument,
  RepositoriesByIdDocument,
  RepositoryByNameDocument,
  RepositoryReleasesDocument,
} from '../documents.generated.ts'
import { Release, Repository } from '../shapes.ts'

const Repositories = z
  .object({ node: z.object({ repositories: connectionOf(Repository).optional() }).nullable() })
  .transform(({ node }) => node?.repositories ?? null)

const Releases = z
  .object({ node: z.object({ releases: connectionOf(Release).optional() }).nullable() })
  .transform(({ node }) => node?.releases ?? null)

const Starred = z.object({ starrable: orNothing(Repository) }).nullable()

/** What a star changes: the count wherever the repository is read. */
const STAR_FORGETS = [
  'repository:{repositoryId}',
  'repository-name:{answer.slug}',
  'repositories:{answer.ownerId}',
  'search',
] as const

/** Reads of repositories and releases; stars. */
export const repositories = {
  repositoryByName: readDocument(RepositoryByNameDocument, {
    answer: z.object({ repository: Repository.nullable() }).transform(({ repository }) => repository),
    cache: { ttlMs: 30_000, tags: ['repository-name:{owner}/{name}'] },
  }),
  repositories: readDocument(RepositoriesByIdDocument, {
    ...byIds(Repository),
    cache: { ttlMs: 30_000, tags: ['repository:{key}'] },
  }),
  ownerRepositories: readDocument(OwnerRepositoriesDocument, {
    ...listing(Repositories),
    cache: { ttlMs: 15_000, tags: ['repositories:{id}'] },
  }),
  releases: readDocument(ReleasesByIdDocument, {
    ...byIds(Release),
    cache: { ttlMs: 60_000, tags: ['release:{key}'] },
  }),
  repositoryReleases: readDocument(RepositoryReleasesDocument, {
    ...listing(Releases),
    cache: { ttlMs: 30_000, tags: ['releases:{repositoryId}'] },
  }),
  starRepository: writeDocument(AddStarDocument, {
    answer: z.object({ addStar: Starred }).transform(({ addStar }, ctx) => present(addStar?.starrable, ctx)),
    // A repository that has the star already keeps it.
    idempotency: 'natural',
    forgets: STAR_FORGETS,
  }),
  unstarRepository: writeDocument(RemoveStarDocument, {
    answer: z.object({ removeStar: Starred }).transform(({ removeStar }, ctx) => present(removeStar?.starrable, ctx)),
    idempotency: 'natural',
    forgets: STAR_FORGETS,
  }),
}
