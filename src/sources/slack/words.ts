import type { ErrorCode } from '../../kit/index.ts'

/** A word of Slack's: our code, and a sentence where the word alone does not say how to mend it. */
type Meaning = readonly [code: ErrorCode, sentence?: string]

const RENEW = 'Set a valid SLACK_BOT_TOKEN.'

const CREDENTIAL: Readonly<Record<string, Meaning>> = {
  not_authed: ['UPSTREAM_UNAUTHENTICATED', `no token was sent. ${RENEW}`],
  invalid_auth: ['UPSTREAM_UNAUTHENTICATED', `the token is not valid, or not from this address. ${RENEW}`],
  account_inactive: ['UPSTREAM_UNAUTHENTICATED', `the token belongs to a deleted user or workspace. ${RENEW}`],
  token_revoked: ['UPSTREAM_UNAUTHENTICATED', `the token was revoked. ${RENEW}`],
  token_expired: ['UPSTREAM_UNAUTHENTICATED', `the token has expired. ${RENEW}`],
  two_factor_setup_required: ['UPSTREAM_UNAUTHENTICATED', 'the workspace wants two-factor authentication first.'],
}

const PERMISSION: Readonly<Record<string, Meaning>> = {
  missing_scope: ['UPSTREAM_FORBIDDEN', 'the token lacks a scope.'],
  not_in_channel: ['UPSTREAM_FORBIDDEN', 'the app is not in this channel. Invite it there.'],
  restricted_action: ['UPSTREAM_FORBIDDEN', 'a setting of the workspace keeps the app from doing this.'],
  restricted_action_read_only_channel: ['UPSTREAM_FORBIDDEN', 'the channel can only be read.'],
  restricted_action_thread_only_channel: ['UPSTREAM_FORBIDDEN', 'only replies may be posted in this channel.'],
  not_allowed_token_type: ['UPSTREAM_FORBIDDEN', 'this needs another type of token.'],
  no_permission: ['UPSTREAM_FORBIDDEN', 'the token has no permission for this in the workspace.'],
  access_denied: ['UPSTREAM_FORBIDDEN'],
  ekm_access_denied: ['UPSTREAM_FORBIDDEN', 'administrators have suspended posting.'],
  enterprise_is_restricted: ['UPSTREAM_FORBIDDEN', 'this cannot be asked of a whole organization.'],
  org_login_required: ['UPSTREAM_FORBIDDEN', 'the workspace is being moved to an organization.'],
  team_access_not_granted: ['UPSTREAM_FORBIDDEN', 'the token has no access to this workspace.'],
  user_not_visible: ['UPSTREAM_FORBIDDEN', 'the member may not be seen with this token.'],
  compliance_exports_prevent_deletion: ['UPSTREAM_FORBIDDEN', 'compliance exports forbid deleting messages.'],
}

const MISSING: Readonly<Record<string, Meaning>> = {
  channel_not_found: [
    'UPSTREAM_NOT_FOUND',
    'there is no such channel, or it is private and the app has not been invited.',
  ],
  user_not_found: ['UPSTREAM_NOT_FOUND', 'there is no such member.'],
  users_not_found: ['UPSTREAM_NOT_FOUND', 'no member has this e-mail address.'],
  message_not_found: ['UPSTREAM_NOT_FOUND', 'there is no message with this `ts` in the channel.'],
  thread_not_found: ['UPSTREAM_NOT_FOUND', 'there is no thread with this `ts` in the channel.'],
  file_not_found: ['UPSTREAM_NOT_FOUND', 'there is no such file.'],
  file_deleted: ['UPSTREAM_NOT_FOUND', 'the file was deleted.'],
}

const STATE: Readonly<Record<string, Meaning>> = {
  is_archived: ['UPSTREAM_CONFLICT', 'the channel is archived.'],
  is_inactive: ['UPSTREAM_CONFLICT', 'the channel is frozen.'],
  cant_update_message: ['UPSTREAM_CONFLICT', 'only the app that posted a message can change it.'],
  cant_delete_message: ['UPSTREAM_CONFLICT', 'only the app that posted a message can delete it.'],
  edit_window_closed: ['UPSTREAM_CONFLICT', 'the time in which the workspace lets messages be changed is over.'],
  thread_locked: ['UPSTREAM_CONFLICT', 'the thread is locked.'],
  too_many_emoji: ['UPSTREAM_CONFLICT', 'the message has as many different reactions as it can have.'],
  too_many_reactions: ['UPSTREAM_CONFLICT', 'the app has given this message as many reactions as it may.'],
  not_reactable: ['UPSTREAM_CONFLICT', 'this cannot be reacted to.'],
}

const REQUEST: Readonly<Record<string, Meaning>> = {
  msg_too_long: ['UPSTREAM_REJECTED', 'the text is too long. Send less than 4,000 characters.'],
  no_text: ['UPSTREAM_REJECTED', 'there is no text. Send `text` or `blocks`.'],
  invalid_blocks: ['UPSTREAM_REJECTED', 'the blocks are not valid.'],
  invalid_blocks_format: ['UPSTREAM_REJECTED', 'the blocks are not valid JSON.'],
  too_many_attachments: ['UPSTREAM_REJECTED', 'the message has more than 100 attachments.'],
  invalid_name: ['UPSTREAM_REJECTED', 'there is no emoji of this name in the workspace.'],
  bad_timestamp: ['UPSTREAM_REJECTED', 'the `ts` is not one of a message.'],
  invalid_cursor: ['UPSTREAM_REJECTED', 'the cursor is no longer valid. Start again without it.'],
  invalid_arguments: ['UPSTREAM_REJECTED', 'an argument is not valid.'],
  limit_required: ['UPSTREAM_REJECTED', 'the workspace is too large to be listed at once. Send `first`.'],
}

const TROUBLE: Readonly<Record<string, Meaning>> = {
  ratelimited: ['UPSTREAM_RATE_LIMITED', 'too many calls of this method in a minute.'],
  rate_limited: ['UPSTREAM_RATE_LIMITED', 'too many messages in a short time.'],
  message_limit_exceeded: ['UPSTREAM_RATE_LIMITED', 'too many messages in a short time.'],
  internal_error: ['UPSTREAM_FAILED'],
  fatal_error: ['UPSTREAM_FAILED', 'it failed, and part of the request may have been carried out.'],
  service_unavailable: ['UPSTREAM_FAILED'],
  request_timeout: ['UPSTREAM_FAILED'],
  fetch_members_failed: ['UPSTREAM_FAILED'],
  team_added_to_org: ['UPSTREAM_FAILED', 'the workspace is being moved to an organization.'],
}

const WORDS: Readonly<Record<string, Meaning>> = {
  ...CREDENTIAL,
  ...PERMISSION,
  ...MISSING,
  ...STATE,
  ...REQUEST,
  ...TROUBLE,
}

/** Slack's words for errors (the tables on the pages of the methods, https://docs.slack.dev/reference/methods), each with our code. */
export const catalogue: Readonly<Record<string, ErrorCode>> = Object.fromEntries(
  Object.entries(WORDS).map(([word, [code]]) => [word, code]),
)

/** A word as a sentence for people. */
export const toSentence = (word: string): string => {
  const known = Object.hasOwn(WORDS, word) ? WORDS[word]?.[1] : undefined
  return known === undefined ? `Slack refused the request (${word}).` : `Slack refused (${word}): ${known}`
}
