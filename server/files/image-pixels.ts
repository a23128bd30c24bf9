import { ByteReader } from './byte-reader'
import type { Extent } from './extent'
import { gifExtent } from './gif-extent'
import { jpegExtent } from './jpeg-extent'
import { pngExtent } from './png-extent'
import { webpExtent } from './webp-extent'

/**
 * How many pixels a picture has: what a screen needs memory for, four bytes each, however few bytes the file has. Where
 * a file tells more than one size, the larger counts. Each byte is looked at once at most, in a bounded number of steps.
 * @param file a jpeg, png, gif or webp
 * @returns undefined when it does not tell
 */
export async function pixelsOf(file: AsyncIterable<Uint8Array>): Promise<number | undefined> {
  const bytes = new ByteReader(file)
  try {
    const { width, height } = (await extentOf(bytes)) ?? { width: 0, height: 0 }
    return width > 0 && height > 0 && !bytes.gaveUp ? width * height : undefined
  } finally {
    await bytes.close()
  }
}

/** Screens go by the first bytes, whatever type they are told. */
async function extentOf(bytes: ByteReader): Promise<Extent | undefined> {
  const start = (await bytes.take(2))?.toString('hex')
  if (start === 'ffd8') return jpegExtent(bytes)
  if (start === '8950' && (await goesOn(bytes, 'NG\r\n\x1a\n'))) return pngExtent(bytes)
  if (start === '4749' && (await goesOn(bytes, 'F87a', 'F89a'))) return gifExtent(bytes)
  if (start !== '5249' || !(await goesOn(bytes, 'FF'))) return undefined
  bytes.skip(4)
  return (await goesOn(bytes, 'WEBP')) ? webpExtent(bytes) : undefined
}

/** @param texts of the same length */
async function goesOn(bytes: ByteReader, ...texts: [string, ...string[]]): Promise<boolean> {
  const next = await bytes.take(texts[0].length)
  return next !== undefined && texts.includes(next.toString('latin1'))
}
