import { readDocument, z } from '../../../kit/index.ts'
import { connectionParts, listing, toListPage } from '../answers.ts'
import { SearchDocument } from '../documents.generated.ts'
import { Found } from '../shapes.ts'

type FoundRow = z.output<typeof Found>

const Results = z
  .object({
    search: z.object({
      repositoryCount: z.int().optional(),
      issueCount: z.int().optional(),
      userCount: z.int().optional(),
      ...connectionParts(Found),
    }),
  })
  .transform(({ search: { repositoryCount, issueCount, userCount, ...connection } }) =>
    toListPage<FoundRow>(connection, repositoryCount ?? issueCount ?? userCount ?? null),
  )

/** Search; GitHub shows at most the first 1,000 results of one. */
export const search = {
  search: readDocument(SearchDocument, { ...listing(Results), cache: { ttlMs: 5_000, tags: ['search'] } }),
}
