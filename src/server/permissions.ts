import { type DocumentNode, getOperationAST, Kind, OperationTypeNode, type SelectionSetNode } from 'graphql'
import { HeadwatersError } from '../core/headwaters-error.ts'
import type { Caller } from '../graph/context.ts'

/** The operation of a document that is asked for. */
export interface AskedOperation {
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
}

const collectFields = (selections: SelectionSetNode, document: DocumentNode, seen: Set<string>): void => {
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) seen.add(selection.name.value)
    else if (selection.kind === Kind.INLINE_FRAGMENT) collectFields(selection.selectionSet, document, seen)
    else {
      const name = selection.name.value
      const fragment = document.definitions.find(
        (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === name,
      )
      // Validation has refused fragments that contain themselves before anybody asks here.
      if (fragment?.kind === Kind.FRAGMENT_DEFINITION) collectFields(fragment.selectionSet, document, seen)
    }
  }
}

/** The names of an operation's root fields, fragments followed, `__typename` left out. */
export const toRootFields = (selections: SelectionSetNode, document: DocumentNode): readonly string[] => {
  const seen = new Set<string>()
  collectFields(selections, document, seen)
  return [...seen].filter((name) => !name.startsWith('__'))
}

/** Whether `<source>:write` covers a mutation: its name is the source's, followed by a capital (`stripeCreateRefund`). */
const isCovered = (field: string, scope: string): boolean => {
  if (!scope.endsWith(':write')) return false
  const source = scope.slice(0, -':write'.length)
  return source !== '' && field.startsWith(source) && /^[A-Z]/.test(field.slice(source.length))
}

/** Whether a caller may run a mutation field. */
export const mayWrite = (caller: Caller, field: string): boolean =>
  caller.scopes.some((scope) => scope === '*' || scope === 'mutations' || isCovered(field, scope))

/** Who may write. */
export interface PermissionOptions {
  /** True lets every caller write that proved who it is; false only those with a scope for it. */
  readonly allowMutations: boolean
}

/** Refuses (`FORBIDDEN`) a mutation that the caller may not run; queries and subscriptions pass. */
export const assertMayRun = (asked: AskedOperation, caller: Caller, options: PermissionOptions): void => {
  const operation = getOperationAST(asked.document, asked.operationName)
  if (operation?.operation !== OperationTypeNode.MUTATION) return
  if (options.allowMutations && caller.by !== 'anonymous') return
  const refused = toRootFields(operation.selectionSet, asked.document).filter((field) => !mayWrite(caller, field))
  if (refused.length === 0) return
  throw new HeadwatersError(
    'FORBIDDEN',
    `The caller ${caller.name} may not run ${refused.join(', ')}: it needs the scope "mutations", or "<source>:write" for the source.`,
    { details: refused.map((field) => ({ field, issue: 'no scope for this mutation' })) },
  )
}
