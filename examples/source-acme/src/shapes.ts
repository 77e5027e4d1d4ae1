import { rows, z } from 'headwaters'

/** An anvil that can be ordered. */
export const Anvil = z.object({
  sku: z.string(),
  name: z.string(),
  weight_kg: z.int(),
  in_stock: z.boolean(),
})

/** An order of one kind of anvil. */
export const Order = z.object({
  id: z.string(),
  sku: z.string(),
  quantity: z.int(),
  state: z.enum(['placed', 'shipped']),
})

/** One page of anvils; a row that does not fit fails alone. */
export const AnvilPage = z.object({
  anvils: rows(Anvil),
  next: z.string().nullable(),
  total: z.int(),
})

/** How Acme says no. */
export const Refusal = z.object({ code: z.string(), detail: z.string() })

/** One anvil. */
export type AnvilRow = z.output<typeof Anvil>
/** One order. */
export type OrderRow = z.output<typeof Order>
