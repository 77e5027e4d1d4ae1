/** Checks that a cache of ours fails on purpose, or cannot pass, each with the sentence of the RFC that it is ranked under. */
const SENTENCES: Readonly<Record<string, string>> = {}

/** The sentence that a failing check is ranked under. */
export const sentenceFor = (id: string): string => SENTENCES[id] ?? 'No sentence is written down for this check yet.'
