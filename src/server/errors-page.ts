import { printErrorTable } from '../graph/error-table.ts'
import type { Route } from './edge.ts'

/** Where the page of error codes is; a code in lower case is the fragment of its heading. */
export const ERRORS_PATH = '/errors'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const inline = (text: string): string =>
  escape(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')

/** One block of the table: a heading, a list or a paragraph. */
const toBlock = (block: string): string => {
  if (block.startsWith('<!--')) return ''
  const [, signs, title] = /^(#+) (.+)$/.exec(block) ?? []
  if (signs !== undefined && title !== undefined) {
    const level = signs.length
    return `<h${level} id="${title.toLowerCase().replaceAll(' ', '-')}">${inline(title)}</h${level}>`
  }
  if (!block.startsWith('- ')) return `<p>${inline(block)}</p>`
  const items = block.slice(2).split('\n- ')
  return `<ul>${items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`
}

const printPage = (): string => {
  const blocks = printErrorTable()
    .split(/\n{2,}/)
    .map((block) => toBlock(block.trim()))
    .filter((block) => block !== '')
  return `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Errors of Headwaters</title>\n${blocks.join('\n')}\n</html>\n`
}

/** `/errors`: every code that a caller can meet, as a heading that `documentationUrl` leads to. Needs no credential: it tells nothing of this server. */
export const createErrorsRoute = (): Route => {
  const page = printPage()
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=3600' }
  return {
    path: ERRORS_PATH,
    methods: ['GET'],
    handle: () => Promise.resolve({ status: 200, headers, body: page }),
  }
}
