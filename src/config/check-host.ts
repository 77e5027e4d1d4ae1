import { hasCallers, type CallerOptions } from '../server/callers/identify.ts'
import type { ConfigProblem } from './problem.ts'

const LOOPBACK: readonly (string | undefined)[] = [undefined, '127.0.0.1', 'localhost', '::1']

/** In development without callers everybody is the developer, so nobody but this machine may reach the server. */
export const checkHost = (
  host: string | undefined,
  callers: CallerOptions,
  isProduction: boolean,
): readonly ConfigProblem[] => {
  const isGuarded = isProduction || hasCallers(callers) || callers.allowAnonymous === true
  if (isGuarded || LOOPBACK.includes(host)) return []
  const issue =
    'others reach this address, and without callers everybody may do everything: listen on 127.0.0.1, or say who may ask with HEADWATERS_API_KEYS or HEADWATERS_JWT_SECRET (or HEADWATERS_JWT_JWKS_URL), or let everybody only read with HEADWATERS_ALLOW_ANONYMOUS=true'
  return [{ variable: 'HOST', issue }]
}
