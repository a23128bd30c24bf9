/** Global gain of near silence, and how much more loud speech has. */
const QUIET = 130
const RANGE = 55

/**
 * About how loud a piece of MP3 is, 0 to 1, without decoding it: the head of each frame says by how much the encoder
 * scaled the sound down (ISO 13818-3: in MPEG-2 layer III of one channel, 8 bits from the seventh byte on).
 */
export function loudness(piece: ArrayBuffer): number {
  const at = new Uint8Array(piece).indexOf(0xff)
  if (at < 0 || at + 9 > piece.byteLength) return 0
  const gain = (new DataView(piece).getUint16(at + 7) >> 2) & 0xff
  return Math.min(1, Math.max(0, (gain - QUIET) / RANGE))
}
