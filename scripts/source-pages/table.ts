const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim() || '–'

/** A table in Markdown; an empty cell is a dash. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Something as code. */
export const code = (text: string): string => `\`${text}\``

/** Names as code, with commas. */
export const codes = (names: readonly string[]): string => names.map(code).join(', ')

/** A number with its thousands apart: 5,000. */
export const count = (number: number): string => number.toLocaleString('en-US')
