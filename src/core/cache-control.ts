/** Directives of a Cache-Control field by lower-case name; null where there is no argument. Of several alike the first counts. */
export type CacheDirectives = ReadonlyMap<string, string | null>

/** A directive: a token, perhaps with a token or a quoted string as its argument (RFC 9111, section 5.2). */
const DIRECTIVE = /^([!#$%&'*+.^_`|~\w-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s"]+)))?$/s

/** The members of a list, cut at commas outside quoted strings, without the space around them; empty ones are dropped. */
export const splitList = (value: string): readonly string[] => {
  const members: string[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at <= value.length; at += 1) {
    const char = value[at]
    if (quoted && char === '\\') at += 1
    else if (char === '"') quoted = !quoted
    if (at < value.length && (quoted || char !== ',')) continue
    members.push(value.slice(from, at).trim())
    from = at + 1
  }
  return members.filter((member) => member !== '')
}

/** Reads a Cache-Control field, all its lines joined by commas. What is no directive is passed over. */
export const parseCacheControl = (value: string | undefined): CacheDirectives => {
  const directives = new Map<string, string | null>()
  for (const member of value === undefined ? [] : splitList(value)) {
    const parts = DIRECTIVE.exec(member)
    const name = parts?.[1]?.toLowerCase()
    if (parts === null || name === undefined || directives.has(name)) continue
    const quoted = parts[2]?.replace(/\\(.)/gs, '$1')
    directives.set(name, quoted ?? parts[3] ?? null)
  }
  return directives
}

/** Where a number of seconds overflows: "2147483648 or the greatest one can represent" (RFC 9111, section 1.2.2). */
const MAX_DELTA_SECONDS = 2_147_483_648

/** A number of seconds (RFC 9111, section 1.2.2), as milliseconds; null for everything else. */
export const decodeDeltaMs = (text: string): number | null =>
  /^\d+$/.test(text) ? Math.min(Number(text), MAX_DELTA_SECONDS) * 1000 : null

/**
 * The time that a directive gives, in milliseconds; null where it is not there. One that cannot be read counts as 0: what
 * has invalid freshness is to be taken for stale (RFC 9111, section 4.2.1).
 */
export const deltaMsOf = (directives: CacheDirectives, name: string): number | null => {
  const value = directives.get(name)
  return value === undefined ? null : (decodeDeltaMs(value ?? '') ?? 0)
}

/** The field names that a directive like `no-cache="set-cookie"` lists, in lower case; empty where it lists none. */
export const fieldsOf = (directives: CacheDirectives, name: string): readonly string[] =>
  splitList(directives.get(name) ?? '').map((field) => field.toLowerCase())
