/** One code block of a page. */
export interface Block {
  readonly language: string
  /** What stands behind the language: `file=…`, `serve`. */
  readonly note: string
  readonly text: string
}

/** The code blocks of a page, in order. */
export const readBlocks = (page: string): readonly Block[] =>
  [...page.matchAll(/^```(\w*)(?: ([^\n]*))?\n([\s\S]*?)^```$/gm)].map(([, language = '', note = '', text = '']) => ({
    language,
    note,
    text,
  }))
