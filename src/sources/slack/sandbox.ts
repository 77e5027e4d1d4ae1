import type { Sandbox, World } from '../../kit/index.ts'
import type { SlackOperations } from './operations.ts'
import { files, messages, people, places } from './sandbox/reads.ts'
import { createWorkspace } from './sandbox/workspace.ts'
import { posting, reacting } from './sandbox/writes.ts'

const WORDS: Readonly<Record<number, string>> = {
  400: 'invalid_arguments',
  401: 'invalid_auth',
  403: 'restricted_action',
  404: 'unknown_method',
  409: 'is_archived',
  429: 'ratelimited',
  503: 'service_unavailable',
}

const CHANNEL = 'C0001'
/** The first message of the first channel, which has a thread, and the one that our app has posted. */
const THREAD_TS = '1767603600.000100'
const OWN_TS = '1767607800.000100'

const samples: Sandbox<SlackOperations>['samples'] = {
  user: { user: 'U0001' },
  userByEmail: { email: 'ada@example.com' },
  users: {},
  channel: { channel: CHANNEL },
  channels: {},
  members: { channel: CHANNEL },
  messages: { channel: CHANNEL },
  thread: { channel: CHANNEL, ts: THREAD_TS },
  permalink: { channel: CHANNEL, message_ts: THREAD_TS },
  userGroups: {},
  file: { file: 'F0001' },
  files: {},
  postMessage: { channel: CHANNEL, text: 'Hello.' },
  updateMessage: { channel: CHANNEL, ts: OWN_TS, text: 'Hello again.' },
  deleteMessage: { channel: CHANNEL, ts: OWN_TS },
  addReaction: { channel: CHANNEL, timestamp: THREAD_TS, name: 'tada' },
}

/** A workspace of sixty members and twelve channels that remembers what is posted. */
export const sandbox = (world: World): Sandbox<SlackOperations> => {
  const workspace = createWorkspace(world)
  return {
    operations: {
      ...people(workspace),
      ...places(workspace),
      ...messages(workspace),
      ...files(workspace),
      ...posting(workspace),
      ...reacting(workspace),
    },
    samples,
    headers: ({ count }) => ({ 'x-slack-req-id': `sandbox${count}` }),
    refusal: (status) => ({ ok: false, error: WORDS[status] ?? 'internal_error' }),
  }
}
