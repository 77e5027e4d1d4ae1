import { staticAuth, type Auth } from './auth.ts'

/** An API key in the query. For vendors that know no better: a URL is written down in more places than a header. */
export const apiKeyQuery = (name: string, key: string): Auth => {
  if (name === '' || key === '') throw new TypeError('An API key in the query needs a name and a value.')
  return staticAuth(['apiKeyQuery', name, key], (request) => {
    const url = new URL(request.url)
    url.searchParams.set(name, key)
    return { ...request, url: url.href }
  })
}
