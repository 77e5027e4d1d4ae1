import { splitList } from './cache-control.ts'
import type { Fields } from './freshness.ts'

/** The fields of a request that chose its answer, with their values in one way of writing; null for an absent one. */
export type Selecting = Readonly<Record<string, string | null>>

interface LanguageRange {
  readonly tag: string
  readonly quality: number
}

const toLanguageRange = (member: string): LanguageRange => {
  const [tag = '', ...parameters] = member.toLowerCase().split(';')
  const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((q) => q !== undefined)
  return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) }
}

/** Languages ignore case, and their weights say their order (RFC 9110, section 12.5.4). */
const normaliseLanguages = (value: string): string =>
  splitList(value)
    .map(toLanguageRange)
    .map(({ tag, quality }) => `${tag};q=${quality}`)
    .sort()
    .join(',')

/** One way of writing for values that mean the same: lines combined, no space around commas (RFC 9111, section 4.1). */
const normalise = (name: string, value: string | undefined): string | null => {
  if (value === undefined) return null
  return name === 'accept-language' ? normaliseLanguages(value) : splitList(value).join(',')
}

/** What chose an answer, from the request's fields and the answer's `Vary`. */
export const selectingOf = (asked: Fields, headers: Fields): Selecting =>
  Object.fromEntries(
    splitList(headers['vary'] ?? '').map((member) => {
      const name = member.toLowerCase()
      return [name, normalise(name, asked[name])]
    }),
  )

/** The one language that is wanted above all others, or null. */
const favouriteLanguage = (value: string): string | null => {
  const ranges = splitList(value)
    .map(toLanguageRange)
    .toSorted((a, b) => b.quality - a.quality)
  const [first, second] = ranges
  if (first === undefined || first.quality === 0 || first.quality === second?.quality) return null
  return first.tag
}

/** An answer in just the language that is wanted most is what the origin would choose too. */
const isFavourite = (asked: Fields, stored: Fields): boolean => {
  const language = stored['content-language']?.trim().toLowerCase()
  return language !== undefined && language === favouriteLanguage(asked['accept-language'] ?? '')
}

/** Whether a kept answer was chosen by what this request says too (RFC 9111, section 4.1). */
export const isSelectedBy = (asked: Fields, selecting: Selecting, stored: Fields): boolean =>
  Object.entries(selecting).every(
    ([name, value]) =>
      name !== '*' &&
      (normalise(name, asked[name]) === value || (name === 'accept-language' && isFavourite(asked, stored))),
  )
