/**
 * Text from files and paths as a terminal may see it: control characters, which could move the cursor or change the title,
 * are written out as `\\u001b`; line breaks stay.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, (character) =>
    character === '\n' ? character : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}
