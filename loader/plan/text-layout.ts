/** The line ending nearest before `offset`, else the first one after it, else LF. Files may mix them. */
export function lineEndingAt(text: string, offset: number): string {
  const before = /(\r\n|\r|\n)[^\r\n]*$/.exec(text.slice(0, offset))?.[1]
  return before ?? /\r\n|\r|\n/.exec(text.slice(offset))?.[0] ?? '\n'
}

/** The white space that the line around `offset` starts with. */
export function indentAt(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? ''
}

/** Whether a line break stands in the text. */
export function hasLineBreak(text: string): boolean {
  return /[\r\n]/.test(text)
}
