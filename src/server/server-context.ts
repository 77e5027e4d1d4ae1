import type { RequestFacts } from './request-facts.ts'

/** What Yoga is given beside the request; plugins find the facts of the request here. */
export interface ServerContext {
  readonly headwaters: RequestFacts
}
