import type { ByteReader } from './byte-reader'
import { type Extent, union } from './extent'

type Part = (bytes: ByteReader, size: number) => Promise<Extent | undefined>

/** Chunks that hold a picture: https://developers.google.com/speed/webp/docs/riff_container */
const PICTURES: ReadonlyMap<string, Part> = new Map([
  ['VP8 ', lossy],
  ['VP8L', lossless],
  ['ANMF', frame],
])

/**
 * The extent of a WebP: of its only chunk, or of the canvas of an extended file together with every picture on it.
 * @param bytes after `RIFF`, size and `WEBP`
 * @returns undefined when there is no picture, or one that does not tell
 */
export async function webpExtent(bytes: ByteReader): Promise<Extent | undefined> {
  const first = await nextChunk(bytes)
  if (first?.name === 'VP8 ') return lossy(bytes, first.size)
  if (first?.name === 'VP8L') return lossless(bytes, first.size)
  if (first?.name !== 'VP8X') return undefined
  const canvas = await extended(bytes, first.size)
  return canvas && withPictures(bytes, canvas)
}

async function withPictures(bytes: ByteReader, canvas: Extent): Promise<Extent | undefined> {
  let extent = canvas
  let hasPicture = false
  for (;;) {
    const chunk = await nextChunk(bytes)
    if (chunk === undefined) return hasPicture ? extent : undefined
    const read = PICTURES.get(chunk.name)
    if (read === undefined) bytes.skip(chunk.size)
    else {
      const picture = await read(bytes, chunk.size)
      if (picture === undefined) return undefined
      extent = union(extent, picture)
      hasPicture = true
    }
  }
}

/** @returns the size with the byte that fills it up to an even number */
async function nextChunk(bytes: ByteReader): Promise<{ name: string; size: number } | undefined> {
  const head = await bytes.take(8)
  if (head === undefined) return undefined
  const size = head.readUInt32LE(4)
  return { name: head.toString('latin1', 0, 4), size: size + (size % 2) }
}

/** The first bytes of a chunk; the reader stands behind the chunk then. */
async function headOf(bytes: ByteReader, size: number, count: number): Promise<Buffer | undefined> {
  if (size < count) return undefined
  const head = await bytes.take(count)
  bytes.skip(size - count)
  return head
}

async function extended(bytes: ByteReader, size: number): Promise<Extent | undefined> {
  const head = await headOf(bytes, size, 10)
  return head && { width: head.readUIntLE(4, 3) + 1, height: head.readUIntLE(7, 3) + 1 }
}

/** A frame of an animation, as far as it reaches from the corner of the canvas; its place is told in steps of two. */
async function frame(bytes: ByteReader, size: number): Promise<Extent | undefined> {
  const head = await headOf(bytes, size, 16)
  return (
    head && {
      width: head.readUIntLE(0, 3) * 2 + head.readUIntLE(6, 3) + 1,
      height: head.readUIntLE(3, 3) * 2 + head.readUIntLE(9, 3) + 1,
    }
  )
}

/** A key frame of VP8: https://www.rfc-editor.org/rfc/rfc6386#section-9.1 */
async function lossy(bytes: ByteReader, size: number): Promise<Extent | undefined> {
  const head = await headOf(bytes, size, 10)
  if (head === undefined || head.toString('hex', 3, 6) !== '9d012a') return undefined
  return { width: head.readUInt16LE(6) & 0x3fff, height: head.readUInt16LE(8) & 0x3fff }
}

/** https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification#2_riff_header */
async function lossless(bytes: ByteReader, size: number): Promise<Extent | undefined> {
  const head = await headOf(bytes, size, 5)
  if (head === undefined || head.readUInt8(0) !== 0x2f) return undefined
  const bits = head.readUInt32LE(1)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
