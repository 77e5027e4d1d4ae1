import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { HeadwatersError } from '../core/headwaters-error.ts'
import { EdgeError } from './edge-error.ts'

const toReadable = (thrown: unknown): unknown =>
  thrown instanceof GraphQLError || !(thrown instanceof SyntaxError)
    ? thrown
    : new HeadwatersError('BAD_USER_INPUT', 'The parameters "variables" and "extensions" must be JSON.', {
        cause: thrown,
      })

/** Says what is wrong with a request that cannot be read, where Yoga itself answers with nothing or with a fault of its own. */
export const useReadableRequests = (): Plugin => ({
  onRequestParse({ request, requestParser, setRequestParser }) {
    if (requestParser === undefined) {
      const type = request.headers.get('content-type') ?? 'none'
      // The header is the caller's own text, but an answer repeats nothing that it did not have to.
      const shown = /^[\w.+/-]{1,64}/.exec(type)?.[0] ?? 'unreadable'
      throw new EdgeError(
        'UNSUPPORTED_MEDIA_TYPE',
        `The content type (${shown}) is not read here; send "content-type: application/json".`,
      )
    }
    setRequestParser(async (given) => {
      try {
        return await requestParser(given)
      } catch (thrown) {
        throw toReadable(thrown)
      }
    })
  },
})
