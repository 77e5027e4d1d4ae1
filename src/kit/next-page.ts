import type { Headers } from '../upstream/call.ts'

/** One link of a `Link` header: `<target>; rel="next"` (RFC 8288, section 3). Quoted values may hold commas. */
const LINK = /<([^>]*)>((?:\s*;\s*[^\s;,="]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g
const REL = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]*))/i

const targetOf = (header: string, rel: string): string | null => {
  for (const [, target = '', parameters = ''] of header.matchAll(LINK)) {
    const found = REL.exec(parameters)
    const names = (found?.[1] ?? found?.[2] ?? '').toLowerCase().split(/\s+/)
    if (names.includes(rel)) return target
  }
  return null
}

/** Any host: only a parameter of its query is read, and nobody goes where it leads. */
const ANYWHERE = 'https://any.invalid/'

/**
 * Reads where a list goes on off the next page's URL, as many vendors tell it: the value of one parameter of its query. The
 * URL itself is never followed, so a vendor cannot lead us elsewhere.
 */
export const fromUrl = (url: string | null | undefined, parameter: string): string | null => {
  if (!url || !URL.canParse(url, ANYWHERE)) return null
  return new URL(url, ANYWHERE).searchParams.get(parameter)
}

/** Reads where a list goes on off a `Link` header (`rel="next"`, RFC 8288): the value of one parameter of its URL, which is not followed. */
export const fromLink = (headers: Headers, parameter: string): string | null =>
  fromUrl(targetOf(headers['link'] ?? '', 'next'), parameter)
