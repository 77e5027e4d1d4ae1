import { type DocumentNode, getOperationAST, Kind, OperationTypeNode, type SelectionSetNode } from 'graphql'
import { HeadwatersError } from '../core/headwaters-error.ts'
import type { Caller } from '../graph/context.ts'

/** The operation of a document that is asked for. */
export interface AskedOperation {
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
}

/** What was met on the way down an operation: names of fields, and fragments, each of which is followed once. */
interface Met {
  readonly fields: Set<string>
  readonly fragments: Set<string>
}

const collectFields = (
  selections: SelectionSetNode,
  fragments: ReadonlyMap<string, SelectionSetNode>,
  met: Met,
): void => {
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) met.fields.add(selection.name.value)
    else if (selection.kind === Kind.INLINE_FRAGMENT) collectFields(selection.selectionSet, fragments, met)
    else if (!met.fragments.has(selection.name.value)) {
      met.fragments.add(selection.name.value)
      const inside = fragments.get(selection.name.value)
      if (inside) collectFields(inside, fragments, met)
    }
  }
}

const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, SelectionSetNode> =>
  new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet] as const] : [],
    ),
  )

/** The names of an operation's root fields, fragments followed, `__typename` left out. */
export const toRootFields = (selections: SelectionSetNode, document: DocumentNode): readonly string[] => {
  const met: Met = { fields: new Set(), fragments: new Set() }
  collectFields(selections, fragmentsOf(document), met)
  return [...met.fields].filter((name) => !name.startsWith('__'))
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
