/** Where a vendor is and how we are known there, for what the graph has no mutation for. */
export interface Direct {
  readonly baseUrl: string
  readonly token: string
}

const TIMEOUT_MS = 20_000

const send = async ({ baseUrl, token }: Direct, [method, path]: readonly [string, string], body?: object) => {
  const answer = await fetch(new URL(path, baseUrl), {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body && { body: JSON.stringify(body) }),
  })
  // What is gone already is what was wanted.
  if (!answer.ok && answer.status !== 404) throw new Error(`${method} ${path} was answered with ${answer.status}`)
  return answer
}

/** Deletes a customer (docs.stripe.com/api/customers/delete). */
export const deleteCustomer = (at: Direct, id: string): Promise<unknown> => send(at, ['DELETE', `v1/customers/${id}`])

/** Moves an object to HubSpot's bin (…/api-reference/2026-03/crm/objects, "archive"). */
export const deleteObject = (at: Direct, type: 'contacts' | 'companies' | 'notes', id: string): Promise<unknown> =>
  send(at, ['DELETE', `crm/objects/2026-03/${type}/${id}`])

/** Deletes an issue where the token may; elsewhere it stays, closed. */
export const deleteIssue = (at: Direct, id: string): Promise<unknown> =>
  send(at, ['POST', at.baseUrl], {
    query: 'mutation ($id: ID!) { deleteIssue(input: { issueId: $id }) { clientMutationId } }',
    variables: { id },
  })

const TEST_ACCOUNTS = ['DEVELOPER_TEST', 'SANDBOX', 'APP_DEVELOPER']

/** Throws unless HubSpot says that the account is one for tests: its tokens do not show it. */
export const demandTestAccount = async (at: Direct): Promise<void> => {
  const answer = await send(at, ['GET', 'account-info/v3/details'])
  const details: unknown = answer.ok ? await answer.json() : null
  const type = typeof details === 'object' && details !== null && 'accountType' in details ? details.accountType : null
  if (typeof type !== 'string' || !TEST_ACCOUNTS.includes(type))
    throw new Error(
      `The account of HUBSPOT_ACCESS_TOKEN is not one for tests (${String(type)}), so nothing is written there.`,
    )
}
