import { z } from 'zod'
import { suggest } from '../core/nearest.ts'
import { isRecord, nameKind, type SourceProblem } from './source-problem.ts'
import { slotsOf } from './template.ts'

type Fields = Readonly<Record<string, unknown>>

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/

/** Collects what is wrong with one operation. */
type Report = (where: string, issue: string) => void

const isShape = (value: unknown): boolean => value instanceof z.ZodType

/** Says why something is no zod shape. */
export const whyNoShape = (value: unknown): string =>
  isRecord(value) && 'safeParse' in value
    ? 'is a shape of another copy of zod; import `z` from "headwaters"'
    : `is ${nameKind(value)}, not a zod shape`

const checkShapes = (shapes: Fields, report: Report): readonly string[] =>
  ['path', 'query', 'body'].flatMap((place) => {
    const shape = isRecord(shapes[place]) ? shapes[place] : {}
    for (const [name, value] of Object.entries(shape)) {
      if (!isShape(value)) report(`${place}.${name}`, whyNoShape(value))
    }
    return Object.keys(shape)
  })

const checkRoute = ({ method, path }: Fields, report: Report): void => {
  if (!METHODS.some((known) => known === method)) {
    const text = typeof method === 'string' ? `"${method}"` : nameKind(method)
    report('', `begins its route with ${text}; write a method, a space and a path: "GET v1/things/{id}"`)
  }
  if (typeof path !== 'string') return
  if (path.startsWith('/')) report('', `has the path "${path}"; leave out the first slash, the base URL ends with it`)
  if (path.includes('?')) report('', `has a query in its path "${path}"; declare it under \`query\``)
}

const checkFunctions = (
  value: Fields,
  names: readonly string[],
  report: (name: string, issue: string) => void,
): void => {
  for (const name of names) {
    if (typeof value[name] !== 'function') report(name, `is ${nameKind(value[name])}, not a function`)
  }
}

const checkMax = (max: unknown, report: (issue: string) => void): void => {
  if (!Number.isInteger(max) || Number(max) < 1) report('has to be a whole number from 1: the most that one call takes')
}

const checkBatch = (batch: unknown, report: Report): void => {
  if (batch === null) return
  if (!isRecord(batch)) return report('batch', `is ${nameKind(batch)}, not { max, ask, outcomes }`)
  checkMax(batch['max'], (issue) => report('batch.max', issue))
  checkFunctions(batch, ['ask', 'outcomes'], (name, issue) => report(`batch.${name}`, issue))
}

const checkPages = (pages: unknown, known: readonly string[] | null, report: Report): void => {
  if (pages === null) return
  if (!isRecord(pages)) return report('pages', `is ${nameKind(pages)}, not { after, size, max, items, next }`)
  checkMax(pages['max'], (issue) => report('pages.max', issue))
  checkFunctions(pages, ['items', 'next'], (name, issue) => report(`pages.${name}`, issue))
  for (const part of ['after', 'size', 'before', 'sizeBackward']) {
    const name = pages[part]
    if (name === undefined && part !== 'after' && part !== 'size') continue
    if (typeof name !== 'string') report(`pages.${part}`, `is ${nameKind(name)}, not the name of an argument`)
    else if (known !== null && !known.includes(name))
      report(`pages.${part}`, `names the argument "${name}", which is not declared; ${suggest(name, known)}`)
  }
}

const checkRepeating = ({ kind, idempotency }: Fields, report: Report): void => {
  if (kind !== 'write') return
  const how = isRecord(idempotency) ? idempotency['kind'] : undefined
  if (how !== 'header' && how !== 'natural' && how !== 'none')
    return report(
      'idempotency',
      "has to be said of a write: header(name) where the vendor keeps the first outcome under a key, 'natural' where twice is the same as once, 'none' otherwise",
    )
  const name = isRecord(idempotency) ? idempotency['name'] : undefined
  if (how === 'header' && !(typeof name === 'string' && HEADER_NAME.test(name)))
    report('idempotency', 'has no usable header name; write header("Idempotency-Key")')
}

/** An answer is shared between callers only where that is said in the one literal word; anything else must not slip through. */
const checkScope = ({ kind, isPublic }: Fields, report: Report): void => {
  if (typeof isPublic !== 'boolean') report('scope', "has to be left out, or to be the literal 'public'")
  else if (isPublic && kind !== 'read') report('scope', "is 'public' on a write; only reads have answers to share")
}

const checkTags = (tags: unknown, where: string, report: Report): void => {
  if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== 'string' || tag === ''))
    report(where, `is ${nameKind(tags)}, not a list of tags such as "customer:{id}"`)
}

const checkCache = (operation: Fields, known: readonly string[] | null, report: Report): void => {
  const { ttlMs, wears, key } = operation
  if (typeof ttlMs !== 'number' || !(ttlMs >= 0)) report('cache.ttlMs', 'has to be a number of milliseconds from 0')
  checkTags(wears, 'cache.tags', report)
  if (key !== null && typeof key !== 'string') report('key', `is ${nameKind(key)}, not the name of an argument`)
  else if (key !== null && known !== null && !known.includes(key))
    report('key', `names the argument "${key}", which is not declared; ${suggest(key, known)}`)
  if (!Array.isArray(wears) || known === null) return
  for (const slot of wears.flatMap((tag) => slotsOf(String(tag)))) {
    if (slot !== 'key' && !known.includes(slot)) report('cache.tags', `no argument is called "${slot}"`)
  }
}

/** What is wrong with one operation, for authors whose compiler did not tell them. */
export const checkOperation = (operation: unknown): readonly SourceProblem[] => {
  const problems: SourceProblem[] = []
  const report: Report = (where, issue) => void problems.push({ where, issue })
  if (!isRecord(operation) || (operation['kind'] !== 'read' && operation['kind'] !== 'write')) {
    const issue = `is ${nameKind(operation)}, not an operation; make it with read(), write(), readDocument() or writeDocument()`
    return [{ where: '', issue }]
  }
  const names = checkShapes(isRecord(operation['shapes']) ? operation['shapes'] : {}, report)
  const isDocument = operation['document'] !== null
  // A document's arguments are its variables, which its own types have checked.
  const known = isDocument ? null : [...new Set([...names, ...slotsOf(String(operation['path']))])]
  if (!isDocument) checkRoute(operation, report)
  if (!isShape(operation['answer'])) report('answer', whyNoShape(operation['answer']))
  checkBatch(operation['batch'], report)
  checkPages(operation['pages'], known, report)
  checkRepeating(operation, report)
  checkScope(operation, report)
  checkCache(operation, known, report)
  checkTags(operation['forgets'], 'forgets', report)
  return problems
}
