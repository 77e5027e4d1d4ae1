import { getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { assertMayRun, type AskedOperation, type PermissionOptions } from './permissions.ts'
import type { RequestFacts } from './request-facts.ts'
import type { ServerContext } from './server-context.ts'

const note = ({ notes }: RequestFacts, asked: AskedOperation): void => {
  const operation = getOperationAST(asked.document, asked.operationName)
  notes.name = operation?.name?.value ?? null
  notes.kind = operation?.operation ?? null
}

/** Lets nothing run that the caller may not, and lets what runs end when its caller leaves or its time is over. */
export const usePermissions = (options: PermissionOptions): Plugin<ServerContext> => ({
  onExecute({ args }) {
    const { headwaters: facts } = args.contextValue
    note(facts, args)
    assertMayRun(args, facts.context.caller, options)
    Object.assign(args, { signal: facts.context.signal })
  },
  onSubscribe({ args }) {
    const { headwaters: facts } = args.contextValue
    note(facts, args)
    Object.assign(args, { signal: facts.context.signal })
  },
})
