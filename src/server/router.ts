import type { EdgeAnswer, EdgeHandler, EdgeRequest, Route } from './edge.ts'
import { answerRestError, type Mask } from './answers.ts'
import { CORRELATION_HEADER } from './correlation-id.ts'
import { EdgeError } from './edge-error.ts'
import { isHeadwatersError } from '../core/headwaters-error.ts'

/** What every answer carries unless it says otherwise; pages bring their own policy. */
const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

const isBelow = (path: string, pattern: string): boolean =>
  pattern.endsWith('/*') && path.startsWith(pattern.slice(0, -1))

const isTaken = (method: string, methods: readonly string[]): boolean =>
  methods.includes('*') || methods.includes(method) || (method === 'HEAD' && methods.includes('GET'))

const findRoute = (request: EdgeRequest, routes: readonly Route[]): Route => {
  const route =
    routes.find(({ path }) => path === request.path) ?? routes.find(({ path }) => isBelow(request.path, path))
  if (route === undefined)
    throw new EdgeError('NOT_FOUND', 'Nothing is served under this path; GraphQL is under /graphql.')
  if (isTaken(request.method, route.methods)) return route
  const allow = [...route.methods, ...(route.methods.includes('GET') ? ['HEAD'] : [])].join(', ')
  throw new EdgeError('METHOD_NOT_ALLOWED', `This path takes ${allow}.`, { allow })
}

const complete = (answer: EdgeAnswer, request: EdgeRequest): EdgeAnswer => ({
  ...answer,
  headers: { ...SECURITY_HEADERS, ...answer.headers, [CORRELATION_HEADER]: request.requestId },
})

/** What {@link createRouter} needs. */
export interface RouterOptions {
  readonly routes: readonly Route[]
  readonly mask: Mask
  readonly logHidden: (hidden: unknown, requestId: string) => void
}

/** Makes the one handler of the server: it finds the route, and whatever goes wrong becomes a masked answer. */
export const createRouter = ({ routes, mask, logHidden }: RouterOptions): EdgeHandler => {
  const answer = async (request: EdgeRequest): Promise<EdgeAnswer> => findRoute(request, routes).handle(request)
  return async (request) => {
    try {
      return complete(await answer(request), request)
    } catch (thrown) {
      const masked = mask(thrown, request.requestId)
      // A client that left is nobody's fault and needs no line.
      const isGone = isHeadwatersError(thrown) && thrown.code === 'CANCELLED'
      if (masked.hidden !== undefined && !isGone) logHidden(masked.hidden, request.requestId)
      return complete(answerRestError(masked), request)
    }
  }
}
