import { z } from 'zod'
import type { FaultRule } from '../../kit/sandbox-fault.ts'

const Headers = z.record(z.string(), z.string())

const FaultShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('status'), status: z.int().min(200).max(599), headers: Headers.optional() }),
  z.strictObject({
    kind: z.literal('body'),
    status: z.int().min(200).max(599).optional(),
    type: z.string().optional(),
    body: z.string().max(65_536),
  }),
  z.strictObject({ kind: z.literal('latency'), delayMs: z.int().min(0).max(600_000) }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('truncate') }),
])

const RuleShape = z.strictObject({
  fault: FaultShape,
  operation: z.string().optional(),
  times: z.int().min(1).optional(),
})

/** What a running server may be told. */
export const ControlMessage = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('fault'),
    source: z.string(),
    account: z.string().optional(),
    rules: z.array(RuleShape),
  }),
  z.strictObject({ action: z.literal('clear'), tag: z.string().optional() }),
])

/** A checked message. */
export type ControlMessage = z.output<typeof ControlMessage>

/** A rule as it comes over the wire: zod says `undefined` where a rule leaves a part out. */
export type SentRule = z.output<typeof RuleShape>

/** Leaves out what was not said. */
export const toRule = (sent: SentRule): FaultRule =>
  Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)) as unknown as FaultRule

/** What the server answers: what it did, or why not. */
export const ControlAnswer = z.union([z.object({ done: z.string() }), z.object({ error: z.string() })])
