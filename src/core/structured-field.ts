/** A bare item of a structured field (RFC 9651, section 3.3). Dates come as `{ date }`, tokens as `{ token }`. */
export type BareItem =
  number | string | boolean | { readonly token: string } | { readonly date: number } | { readonly bytes: string }

/** An item with its parameters; of a list, or of a dictionary under its key. */
export interface FieldItem {
  readonly value: BareItem
  readonly parameters: Readonly<Record<string, BareItem>>
}

const KEY = /[a-z*][a-z0-9_.*-]*/y
const NUMBER = /-?(?:\d{1,12}\.\d{1,3}|\d{1,15})(?![\d.])/y
const STRING = /"((?:[ !#-[\]-~]|\\["\\])*)"/y
const TOKEN = /[A-Za-z*][!#$%&'*+.^_`|~:/0-9A-Za-z-]*/y
const BYTES = /:([A-Za-z0-9+/=]*):/y
const BOOLEAN = /\?([01])/y
const DATE = /@(-?\d{1,15})(?!\d|\.)/y

/** Goes along a text. Every step answers undefined where the text does not go on as expected. */
class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text.replace(/^ +| +$/g, '')
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  match(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.#at
    const found = form.exec(this.#text)
    if (found === null) return undefined
    this.#at += found[0].length
    return found
  }

  skip(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false
    this.#at += text.length
    return true
  }

  /** A comma with white space around it; false at the end, undefined where neither stands or the comma is the last. */
  next(): boolean | undefined {
    this.match(/[ \t]*/y)
    if (this.isAtEnd) return false
    if (!this.skip(',')) return undefined
    this.match(/[ \t]*/y)
    return this.isAtEnd ? undefined : true
  }
}

/** The forms of a bare item, and what each means. */
const BARE: readonly (readonly [RegExp, (found: string) => BareItem])[] = [
  [DATE, (seconds) => ({ date: Number(seconds) })],
  [NUMBER, Number],
  [STRING, (text) => text.replace(/\\(["\\])/g, '$1')],
  [BOOLEAN, (digit) => digit === '1'],
  [BYTES, (bytes) => ({ bytes })],
  [TOKEN, (token) => ({ token })],
]

const readBare = (reader: Reader): BareItem | undefined => {
  for (const [form, toItem] of BARE) {
    const found = reader.match(form)
    if (found !== undefined) return toItem(found[1] ?? found[0])
  }
  return undefined
}

const readParameters = (reader: Reader): FieldItem['parameters'] | undefined => {
  const parameters = new Map<string, BareItem>()
  while (reader.skip(';')) {
    reader.match(/ */y)
    const key = reader.match(KEY)?.[0]
    if (key === undefined) return undefined
    const value = reader.skip('=') ? readBare(reader) : true
    if (value === undefined) return undefined
    parameters.set(key, value)
  }
  return Object.fromEntries(parameters)
}

const readItem = (reader: Reader): FieldItem | undefined => {
  const value = readBare(reader)
  if (value === undefined) return undefined
  const parameters = readParameters(reader)
  return parameters && { value, parameters }
}

/** A single item (RFC 9651, section 3.3); null when malformed: the whole field is then ignored. */
export const parseItem = (text: string): FieldItem | null => {
  const reader = new Reader(text)
  const item = readItem(reader)
  return item !== undefined && reader.isAtEnd ? item : null
}

/** A list of items without inner lists (RFC 9651, section 3.1); null when malformed. */
export const parseList = (text: string): readonly FieldItem[] | null => {
  const reader = new Reader(text)
  const items: FieldItem[] = []
  if (reader.isAtEnd) return items
  for (;;) {
    const item = readItem(reader)
    if (item === undefined) return null
    items.push(item)
    const more = reader.next()
    if (more === undefined) return null
    if (!more) return items
  }
}

const readMember = (reader: Reader): readonly [string, FieldItem] | undefined => {
  const key = reader.match(KEY)?.[0]
  if (key === undefined) return undefined
  if (reader.skip('=')) {
    const item = readItem(reader)
    return item && [key, item]
  }
  const parameters = readParameters(reader)
  return parameters && [key, { value: true, parameters }]
}

/** A dictionary of items without inner lists (RFC 9651, section 3.2); null when malformed. */
export const parseDictionary = (text: string): ReadonlyMap<string, FieldItem> | null => {
  const reader = new Reader(text)
  const members = new Map<string, FieldItem>()
  if (reader.isAtEnd) return members
  for (;;) {
    const member = readMember(reader)
    if (member === undefined) return null
    members.set(...member)
    const more = reader.next()
    if (more === undefined) return null
    if (!more) return members
  }
}
