import { z } from 'zod'

const isBase = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  // A lone "?" or "#" leaves nothing in `search` or `hash`, and would yet swallow the path that follows.
  return protocol === 'https:' && username === '' && password === '' && !/[?#]/.test(text)
}

/** Where a vendor's API is: an https URL, which may have a port and a path, but no credentials, query or fragment. */
export const baseUrl = (byDefault: string) =>
  z
    .string()
    .refine(isBase, 'must be an https URL without user name, password, query and fragment, as https://api.example.com/')
    .default(byDefault)
