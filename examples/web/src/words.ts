const FORMATS = new Map<string, Intl.NumberFormat>()

/** An amount in the reader's own way of writing: `£39.00`. */
export const showMoney = (money: { readonly decimal: string; readonly currency: string } | null): string => {
  if (money === null) return ''
  const { decimal, currency } = money
  const format = FORMATS.get(currency) ?? new Intl.NumberFormat(undefined, { style: 'currency', currency })
  FORMATS.set(currency, format)
  return format.format(Number(decimal))
}

/** A word of a closed list as a reader would write it: `PAST_DUE` is "Past due". */
export const showWord = (word: string | null | undefined): string | null => {
  if (!word) return null
  const spaced = word.replaceAll('_', ' ').toLowerCase()
  return spaced.slice(0, 1).toUpperCase() + spaced.slice(1)
}
