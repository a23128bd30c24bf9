/** Characters of a file's name that are kept. */
const NAME_LENGTH = 200

/** Characters that a terminal, a header or a reader would take amiss: controls, marks that turn the direction, quotes. */
const UNWANTED = /[\p{Cc}\p{Cf}"]/gu

/** The last part of a path, as a name to show: at most 200 characters, its ending kept, never empty. */
export function cleanName(name: string): string {
  const last = name.split(/[\\/]/).pop() ?? ''
  const clean = last.replace(UNWANTED, '').trim()
  return clean === '' ? 'file' : clean.slice(-NAME_LENGTH)
}

/** What a name ends in, in small letters and without its dot; empty where it ends in no such thing. */
export const extensionOf = (name: string): string => (/\.([A-Za-z0-9]+)$/.exec(name)?.[1] ?? '').toLowerCase()
