import type { ByteReader } from './byte-reader'
import type { Extent } from './extent'

const IHDR_BYTES = 13

/**
 * The extent in the first chunk of a PNG, which has to be IHDR: https://www.w3.org/TR/png-3/#11IHDR
 * @param bytes after the signature
 * @returns undefined when it does not tell
 */
export async function pngExtent(bytes: ByteReader): Promise<Extent | undefined> {
  const head = await bytes.take(16)
  if (head === undefined || head.readUInt32BE(0) !== IHDR_BYTES || head.toString('latin1', 4, 8) !== 'IHDR') return
  return { width: head.readUInt32BE(8), height: head.readUInt32BE(12) }
}
