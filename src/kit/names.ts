/** `createRefund` → `CreateRefund`. */
export const toPascal = (word: string): string =>
  word
    .split(/[-_]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')

/** The prefix of a source's types: `stripe` → `Stripe`. */
export const toTypePrefix = (source: string): string => toPascal(source)

/** A mutation's name in the graph: `stripe` and `createRefund` → `stripeCreateRefund`. */
export const toMutationName = (source: string, field: string): string => {
  const prefix = toPascal(source)
  return prefix.charAt(0).toLowerCase() + prefix.slice(1) + toPascal(field)
}
