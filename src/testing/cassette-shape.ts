import { z } from 'zod'

const Headers = z.record(z.string(), z.string())

const Exchange = z.strictObject({
  request: z.strictObject({ method: z.string(), path: z.string(), body: z.string() }),
  response: z.strictObject({ status: z.int().min(100).max(599), headers: Headers, body: z.string() }),
})

/** Real exchanges with a vendor, redacted. */
export const Cassette = z.strictObject({
  version: z.literal(1),
  source: z.string(),
  exchanges: z.array(Exchange),
})

/** Real exchanges with a vendor, redacted. */
export type Cassette = z.output<typeof Cassette>

/** One request and its answer. Paths begin below the base URL, with the query. */
export type Exchange = z.output<typeof Exchange>
