import type { z } from 'zod'

/** How a vendor's webhook is verified and what it says. */
export interface Webhook {
  /** How the signature is checked, as data. */
  readonly verify: Verification
  /** The shape of one event. */
  readonly event: z.ZodType
  /** Tags that an event makes stale. */
  readonly forgets: (event: never) => readonly string[]
  /** The delivery's id, for de-duplication. */
  readonly id: (event: never) => string
  /** The header with the delivery's id, for vendors that say it there; it wins over `id`. */
  readonly idHeader?: string
}

/** An HMAC over a template of the delivery, compared in constant time. */
export interface Verification {
  readonly scheme: 'hmac'
  readonly hash: 'sha256' | 'sha1'
  readonly encoding: 'hex' | 'base64'
  /** Empty where the operator has set none: then no delivery is good. */
  readonly secret: string
  /** The header that carries the signature. */
  readonly header: string
  /** Where the signature stands in the header. */
  readonly signature: RegExp
  /** Where the time stamp stands in its header, when it is signed. */
  readonly at?: RegExp
  /** The header that carries the time stamp, where that is not the signature's. */
  readonly atHeader?: string
  /** What the time stamp counts. @default 'seconds' */
  readonly atUnit?: 'seconds' | 'milliseconds'
  /** What is signed, with the slots `{at}`, `{raw}`, `{method}` and `{url}` (the whole URL that the vendor called). */
  readonly signs: string
  /** How old a time stamp may be, in milliseconds. */
  readonly toleranceMs?: number
}

/** A webhook that is signed with HMAC-SHA256 in hex, as most are. */
export const hmacSha256 = (options: Omit<Verification, 'scheme' | 'hash' | 'encoding'>): Verification => ({
  scheme: 'hmac',
  hash: 'sha256',
  encoding: 'hex',
  ...options,
})

/** Declares a webhook; it exists for inference, so that the event's shape types its readers. */
export const webhook = <S extends z.ZodType>(facts: {
  readonly verify: Verification
  readonly event: S
  readonly forgets: (event: z.output<S>) => readonly string[]
  readonly id: (event: z.output<S>) => string
  readonly idHeader?: string
}): Webhook => facts
