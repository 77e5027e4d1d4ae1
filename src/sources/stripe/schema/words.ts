import type { StripeDesk } from '../rows.ts'

/** A vocabulary of Stripe's: each of its words with a sentence. */
interface Vocabulary {
  readonly description: string
  readonly words: Readonly<Record<string, string>>
}

/** Adds an enum whose values are Stripe's words in upper case. A word that is not listed becomes one null field with an error. */
export const defineWords = (builder: StripeDesk['builder'], name: string, { description, words }: Vocabulary) =>
  builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries(words).map(([word, meaning]) => [word.toUpperCase(), { value: word, description: meaning }]),
    ),
  })

/** An enum of Stripe's words. */
export type Words = ReturnType<typeof defineWords>
