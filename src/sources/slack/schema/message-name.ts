import type { DeskOf } from '../../../kit/index.ts'
import type { SlackOperations } from '../operations.ts'
import type { MessageRow } from '../shapes.ts'

/** The type of messages, before its fields are told: channels lead to messages and messages to channels. */
export const nameMessage = ({ builder }: DeskOf<SlackOperations>) => builder.objectRef<MessageRow>('SlackMessage')

/** The type of messages, for those who lead to it. */
export type SlackMessageRef = ReturnType<typeof nameMessage>
