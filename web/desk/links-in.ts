/** A piece of a text: words, or an address that can be opened. */
export interface TextPart {
  text: string
  url?: string
}

/** Addresses end before white space, quotes, brackets and the punctuation of a Chinese sentence. */
const ADDRESS = /https?:\/\/[^\s<>"'“”‘’，。；！？、（）【】《》]+/gi
/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?)\]]+$/

/** Cuts a text at the addresses in it. Only http and https: anything else could run something. */
export function linksIn(text: string): TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const match of text.matchAll(ADDRESS)) {
    const url = match[0].replace(TRAILING, '')
    if (!URL.canParse(url)) continue
    if (match.index > at) parts.push({ text: text.slice(at, match.index) })
    parts.push({ text: url, url })
    at = match.index + url.length
  }
  if (at < text.length) parts.push({ text: text.slice(at) })
  return parts
}
