import type { DeskOf, RowFields } from '../../../kit/index.ts'
import type { SlackOperations } from '../operations.ts'
import type { FileRow } from '../shapes.ts'
import { maybe, moment, text, told } from './told.ts'
import type { SlackUserRef } from './user.ts'

const facts = (t: RowFields<FileRow>) => ({
  name: t.string(text('The name of the file: `plan.pdf`.', ({ name }) => name)),
  title: t.string(text('The title that Slack shows.', ({ title }) => title)),
  mimeType: t.string(text('The media type: `application/pdf`.', ({ mimetype }) => mimetype)),
  fileType: t.string(text("Slack's word for the type: `pdf`.", ({ filetype }) => filetype)),
  mode: t.string(
    text('How Slack keeps it: `hosted`, `external`, `snippet`, `tombstone` and more.', ({ mode }) => mode),
  ),
  sizeBytes: t.field({ type: 'SafeInt', ...maybe('The size in bytes.', ({ size }: FileRow) => size) }),
  permalink: t.field({
    type: 'URL',
    ...text('The page of the file; it asks to sign in.', (file: FileRow) => file.permalink),
  }),
  isPublic: t.boolean(maybe('Whether it was shared in a public channel.', (file) => file.is_public)),
  isExternal: t.boolean(maybe('Whether its content is kept elsewhere.', (file) => file.is_external)),
  createdAt: t.field(moment('When it was uploaded.', ({ created }) => created)),
})

/** What Slack knows of a file; never its content. */
export const addFile = ({ node, load }: DeskOf<SlackOperations>, { SlackUser }: { readonly SlackUser: SlackUserRef }) =>
  node('SlackFile', load.file, {
    description: 'What Slack knows of a file. Of deleted and hidden files little more than the id is left.',
    id: ({ id }) => id,
    fields: (t) => ({
      ...facts(t),
      owner: t.load(load.user, {
        type: SlackUser,
        description: 'Who uploaded it. One call a member.',
        key: ({ user }) => told(user),
      }),
    }),
  })

/** The type of files, for those who lead to it. */
export type SlackFileRef = ReturnType<typeof addFile>
