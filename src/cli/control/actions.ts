import { suggest } from '../../core/nearest.ts'
import type { AnySource } from '../../kit/define-source.ts'
import type { Mounted, Registry } from '../../kit/registry.ts'
import { scopeTags } from '../../upstream/shared.ts'
import { toRule, type ControlMessage } from './message.ts'

/** Why a message could not be followed; told to whoever sent it. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** What a running server is controlled through. */
export interface Controlled {
  readonly registry: Registry
  readonly sources: readonly AnySource[]
}

type Message<Action> = Extract<ControlMessage, { readonly action: Action }>

const accountsOf = (registry: Registry, { source, account }: Message<'fault'>): readonly Mounted[] => {
  const found = registry.all.filter((mounted) => mounted.source === source)
  const names = [...new Set(registry.all.map((mounted) => mounted.source))]
  if (found.length === 0) throw new Refused(`The server has no source "${source}"; ${suggest(source, names)}`)
  const chosen = found.filter((mounted) => account === undefined || mounted.account === account)
  const accounts = found.map((mounted) => mounted.account)
  if (chosen.length === 0)
    throw new Refused(`${source} has no account "${account}"; ${suggest(account ?? '', accounts)}`)
  return chosen
}

const setFaults = ({ registry, sources }: Controlled, message: Message<'fault'>): string => {
  const accounts = accountsOf(registry, message)
  const sandboxes = accounts.flatMap(({ sandbox }) => sandbox ?? [])
  if (sandboxes.length === 0)
    throw new Refused(`${message.source} is live on this server; faults are for sandboxes only`)
  const operations = Object.keys(sources.find(({ name }) => name === message.source)?.operations ?? {})
  for (const { operation } of message.rules) {
    if (operation !== undefined && !operations.includes(operation))
      throw new Refused(`${message.source} has no operation "${operation}"; ${suggest(operation, operations)}`)
  }
  for (const { faults } of sandboxes) {
    faults.clear()
    for (const rule of message.rules) faults.add(toRule(rule))
  }
  return message.rules.length === 0
    ? `${message.source} answers as usual again.`
    : `${message.source} follows ${message.rules.length} ${message.rules.length === 1 ? 'fault' : 'faults'}.`
}

const familyOf = (tag: string): string => tag.split(':')[0] ?? tag

const clearTag = ({ registry, sources }: Controlled, tag: string): string => {
  const families = [
    ...new Set(
      sources.flatMap(({ operations }) => Object.values(operations).flatMap(({ wears }) => wears.map(familyOf))),
    ),
  ]
  const names = sources.map(({ name }) => name)
  const [first = '', ...rest] = tag.split(':')
  const isScoped = names.includes(first) && rest.length > 0
  const plain = isScoped ? rest.join(':') : tag
  if (!families.includes(familyOf(plain)))
    throw new Refused(`Nothing wears a tag of the family "${familyOf(plain)}"; ${suggest(familyOf(plain), families)}`)
  const owners = registry.all.filter(({ source }) => !isScoped || source === first)
  registry.parts.tags.forget(owners.flatMap((owner) => scopeTags(owner, [plain])))
  return `What wears ${tag} is forgotten.`
}

/** Follows a message. Throws {@link Refused} with what to do where that cannot be. */
export const follow = (controlled: Controlled, message: ControlMessage): string => {
  if (message.action === 'fault') return setFaults(controlled, message)
  if (message.tag !== undefined) return clearTag(controlled, message.tag)
  controlled.registry.parts.answers.clear()
  return 'Every remembered answer is forgotten.'
}
