import type { ByteReader } from './byte-reader'
import type { Extent } from './extent'

const FILL = 0xff
const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
/** SOFn, of every coding: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1 */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
/** TEM and RSTn */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/**
 * The extent in the first frame header of a JPEG. Segments before it are stepped over by their length, and with them
 * the small pictures inside; further pictures behind the first are not shown by anybody.
 * @param bytes after the first marker, SOI
 * @returns undefined when there is none, or when something stands between segments: programs disagree about the rest
 */
export async function jpegExtent(bytes: ByteReader): Promise<Extent | undefined> {
  for (;;) {
    const marker = await nextMarker(bytes)
    if (marker === undefined || marker === EOI || marker === SOS) return undefined
    if (standsAlone(marker)) continue
    const length = (await bytes.take(2))?.readUInt16BE()
    if (length === undefined || length < 2) return undefined
    if (isFrameHeader(marker)) return frameExtent(bytes, length)
    bytes.skip(length - 2)
  }
}

/** Any number of fill bytes may precede a marker (B.1.1.2). */
async function nextMarker(bytes: ByteReader): Promise<number | undefined> {
  if ((await bytes.take(1))?.[0] !== FILL) return undefined
  for (;;) {
    const code = (await bytes.take(1))?.[0]
    if (code !== FILL) return code === 0 || code === SOI ? undefined : code
  }
}

async function frameExtent(bytes: ByteReader, length: number): Promise<Extent | undefined> {
  const head = await bytes.take(6)
  if (head === undefined || length !== 8 + 3 * head.readUInt8(5)) return undefined
  return { width: head.readUInt16BE(3), height: head.readUInt16BE(1) }
}
