import { fileURLToPath } from 'node:url'
import { relative } from 'node:path'

/** Why a module could not be loaded, and how to mend it. */

const codeOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : ''

const toPath = (text: string): string => (text.startsWith('file://') ? fileURLToPath(text) : text)

const shorten = (path: string, folder: string): string => {
  const short = relative(folder, path)
  return short.startsWith('..') ? path : short
}

const missing = (message: string, folder: string): string => {
  const named = /Cannot find package '([^']+)'/.exec(message)?.[1]
  if (named !== undefined && !named.startsWith('/'))
    return `imports the package "${named}", which is not installed here; run: npm install ${named}`
  const file = /Cannot find module '([^']+)'/.exec(message)?.[1] ?? named
  const from = /imported from (\S+)/.exec(message)?.[1]
  const where = from === undefined ? '' : ` (in ${shorten(toPath(from), folder)})`
  return `imports "${file === undefined ? 'something' : shorten(toPath(file), folder)}", which does not exist${where}; check the path, its ending (.ts) included`
}

/** The first place of a stack that is not Node's own, as `b.ts:3`: a frame's URL, or the line above a syntax error. */
const placeOf = (error: Error, folder: string): string => {
  const stack = error.stack ?? ''
  const [, path, line] = /^(.+):(\d+)\n/.exec(stack) ?? /(file:\/\/[^\s)]+?):(\d+)(?::\d+)?/.exec(stack) ?? []
  return path === undefined ? '' : ` (${shorten(toPath(path), folder)}:${line})`
}

/** Says in one line why a config file could not be loaded; paths are told from `folder`. */
export const explainImport = (thrown: unknown, folder: string): string => {
  if (!(thrown instanceof Error)) return `threw ${String(thrown)} while it was loaded`
  const code = codeOf(thrown)
  const [line = ''] = thrown.message.split('\n')
  const place = placeOf(thrown, folder)
  if (code === 'ERR_MODULE_NOT_FOUND') return missing(thrown.message, folder)
  if (code === 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING')
    return `imports a package that consists of TypeScript${place}; packages have to be published as JavaScript`
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
    return `uses TypeScript that is more than types${place}: ${line}; write it without enums, namespaces and parameter properties`
  if (thrown.message.includes('does not provide an export named'))
    return `${line}${place}; check the name in the import`
  if (thrown instanceof SyntaxError || code === 'ERR_INVALID_TYPESCRIPT_SYNTAX')
    return `does not parse${place}: ${line}`
  return `threw while it was loaded${place}: ${thrown.name}: ${line}`
}
