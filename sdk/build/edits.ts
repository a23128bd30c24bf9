/** A piece of text that gets another text. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** The text after edits that do not overlap. */
export const edited = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text)
