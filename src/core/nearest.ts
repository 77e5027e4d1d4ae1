/** How many letters have to be put in, taken out or exchanged to make one word of the other (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [at, letter] of [...a].entries()) {
    const next = [at + 1]
    for (const [other, known] of [...b].entries()) {
      const exchanged = (row[other] ?? 0) + (letter === known ? 0 : 1)
      next.push(Math.min(exchanged, (row[other + 1] ?? 0) + 1, (next[other] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** The known word that somebody most likely meant; null when none is near. */
export const nearestOf = (word: string, known: readonly string[]): string | null => {
  const lower = word.toLowerCase()
  const ranked = known
    .map((candidate) => ({ candidate, far: distance(lower, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far)
  const [best] = ranked
  if (best !== undefined && best.far <= Math.max(1, Math.floor(word.length / 3))) return best.candidate
  return known.find((candidate) => lower.length > 2 && candidate.toLowerCase().startsWith(lower)) ?? null
}

/** What to say of a word that is none of those known: the nearest one, and else all of them. */
export const suggest = (word: string, known: readonly string[]): string => {
  const nearest = nearestOf(word, known)
  if (nearest !== null) return `did you mean "${nearest}"?`
  return known.length === 0 ? 'there are none' : `there are: ${known.join(', ')}`
}
