/** Names of at least two labels (RFC 1035, section 2.3.1; digits first are allowed since RFC 1123, section 2.1). */
const DOMAIN = /^(?=.{4,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/

/** A domain in lower case, without `www.` and a final dot; letters of other scripts as DNS has them. Null for what is none. */
export const toDomain = (given: string): string | null => {
  const text = given.trim().replace(/\.$/, '')
  if (/[\s/@:?#\\%]/.test(text)) return null
  const host = URL.parse(`https://${text}`)?.hostname.replace(/^www\./, '') ?? ''
  return DOMAIN.test(host) ? host : null
}

/** The domain of a website as it was typed, with or without a scheme. */
export const domainOfWebsite = (website: string | null): string | null => {
  if (website === null) return null
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(website.trim()) ? website.trim() : `https://${website.trim()}`)
  return url === null ? null : toDomain(url.hostname)
}
