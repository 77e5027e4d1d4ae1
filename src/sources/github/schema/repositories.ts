import type { DeskOf } from '../../../kit/index.ts'
import type { GithubOperations } from '../operations.ts'
import type { RepositoryRow } from '../shapes.ts'
import type { Vocabulary } from './vocabulary.ts'

type Desk = DeskOf<GithubOperations>

const addLanguage = ({ builder }: Desk) =>
  builder.objectRef<NonNullable<RepositoryRow['primaryLanguage']>>('GithubLanguage').implement({
    description: 'A programming language.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Its name.' }),
      color: t.exposeString('color', { nullable: true, description: 'The colour GitHub shows it in: `#3572A5`.' }),
    }),
  })

const addLicense = ({ builder }: Desk) =>
  builder.objectRef<NonNullable<RepositoryRow['licenseInfo']>>('GithubLicense').implement({
    description: 'The licence of a repository, as GitHub recognised it.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Its name.' }),
      spdxId: t.exposeString('spdxId', { nullable: true, description: 'Its SPDX identifier: `MIT`.' }),
    }),
  })

interface Parts extends Pick<Vocabulary, 'Visibility'> {
  readonly Language: ReturnType<typeof addLanguage>
  readonly License: ReturnType<typeof addLicense>
}

const addRepository = ({ node, load }: Desk, { Visibility, Language, License }: Parts) =>
  node('GithubRepository', load.repositories, {
    description: 'A repository.',
    id: (repository) => repository.id,
    fields: (t) => ({
      name: t.exposeString('repositoryName', { description: 'Its name below its owner.' }),
      nameWithOwner: t.exposeString('nameWithOwner', { description: 'Owner and name: `octocat/hello-world`.' }),
      ownerLogin: t.string({ description: "The owner's login.", resolve: ({ owner }) => owner.login }),
      description: t.exposeString('description', { nullable: true, description: 'What it is, in one line.' }),
      url: t.expose('url', { type: 'URL', description: 'Its page on GitHub.' }),
      homepageUrl: t.exposeString('homepageUrl', {
        nullable: true,
        description: 'Its website as it was typed; it may lack `https://`.',
      }),
      visibility: t.expose('visibility', { type: Visibility, nullable: true, description: 'Who sees it.' }),
      isArchived: t.exposeBoolean('isArchived', { description: 'Whether it can only be read.' }),
      isFork: t.exposeBoolean('isFork', { description: 'Whether it began as a copy of another.' }),
      stargazerCount: t.exposeInt('stargazerCount', { description: 'How many stars it has.' }),
      forkCount: t.exposeInt('forkCount', { description: 'How many copies of it there are in its network.' }),
      viewerHasStarred: t.exposeBoolean('viewerHasStarred', { description: 'Whether our account has starred it.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
      pushedAt: t.expose('pushedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When somebody last pushed to it.',
      }),
      primaryLanguage: t.expose('primaryLanguage', {
        type: Language,
        nullable: true,
        description: 'The language that most of it is written in.',
      }),
      license: t.expose('licenseInfo', { type: License, nullable: true, description: 'Its licence.' }),
      defaultBranch: t.string({
        nullable: true,
        description: 'The branch that is shown first; null in an empty repository.',
        resolve: ({ defaultBranchRef }) => defaultBranchRef?.name ?? null,
      }),
    }),
  })

const addRelease = ({ node, load }: Desk) =>
  node('GithubRelease', load.releases, {
    description: 'A release of a repository.',
    id: (release) => release.id,
    fields: (t) => ({
      name: t.exposeString('name', { nullable: true, description: 'Its title.' }),
      tagName: t.exposeString('tagName', { description: 'The Git tag that it stands for.' }),
      description: t.exposeString('description', { nullable: true, description: 'Its notes, in Markdown.' }),
      url: t.expose('url', { type: 'URL', description: 'Its page on GitHub.' }),
      isDraft: t.exposeBoolean('isDraft', { description: 'Whether it is not published yet.' }),
      isPrerelease: t.exposeBoolean('isPrerelease', { description: 'Whether it is not meant for everybody yet.' }),
      isLatest: t.exposeBoolean('isLatest', { description: 'Whether it is the latest of its repository.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      publishedAt: t.expose('publishedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was published; null for a draft.',
      }),
    }),
  })

/** Adds repositories and releases; what relates them to others is in `relations.ts`. */
export const addRepositories = (desk: Desk, { Visibility }: Vocabulary) => ({
  Repository: addRepository(desk, { Visibility, Language: addLanguage(desk), License: addLicense(desk) }),
  Release: addRelease(desk),
})
