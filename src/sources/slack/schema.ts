import type { DeskOf } from '../../kit/index.ts'
import type { SlackOperations } from './operations.ts'
import { addChannel, addChannelKind } from './schema/channel.ts'
import { addFile } from './schema/file.ts'
import { nameMessage } from './schema/message-name.ts'
import { describeMessage } from './schema/message.ts'
import { addMutations } from './schema/mutations.ts'
import { addQueries } from './schema/queries.ts'
import { addUserGroup } from './schema/user-group.ts'
import { addUser } from './schema/user.ts'

/** What Slack adds to the graph. */
export const schema = (desk: DeskOf<SlackOperations>) => {
  const SlackBlocks = desk.json(
    'SlackBlocks',
    'Blocks of a message as JSON, a list of Block Kit objects: `[{ type: "section", text: { type: "mrkdwn", text: "Hello" } }]`.',
  )
  const SlackUser = addUser(desk)
  const SlackUserGroup = addUserGroup(desk, { SlackUser })
  const SlackFile = addFile(desk, { SlackUser })
  const SlackChannelKind = addChannelKind(desk)
  const SlackMessage = nameMessage(desk)
  const SlackChannel = addChannel(desk, { SlackChannelKind, SlackMessage, SlackUser, SlackFile })
  describeMessage(desk, { SlackMessage, SlackChannel, SlackUser, SlackFile, SlackBlocks })
  const types = { SlackUser, SlackUserGroup, SlackFile, SlackChannelKind, SlackMessage, SlackChannel, SlackBlocks }
  addQueries(desk, types)
  addMutations(desk, types)
  return types
}
