/** Global gain of near silence and of loud speech. */
const QUIET = 130
const LOUD = 185

/**
 * About how loud a piece of MP3 is, 0 to 1, without decoding it: the encoder says in the head of each frame by how much
 * it scaled the sound down (ISO 13818-3: MPEG-2 layer III, one channel, side information after 4 bytes).
 */
export function loudness(piece: ArrayBuffer): number {
  const bytes = new Uint8Array(piece)
  const at = bytes.findIndex((byte, index) => byte === 0xff && ((bytes[index + 1] ?? 0) & 0xfe) === 0xf2)
  if (at < 0) return 0
  // after a checksum, where there is one
  const side = at + ((bytes[at + 1] ?? 0) & 1 ? 4 : 6)
  const byte = (offset: number): number => bytes[side + offset] ?? 0
  const holdsSound = (byte(1) & 0x7f) + (byte(2) >> 3) > 0
  const gain = ((byte(3) & 3) << 6) | (byte(4) >> 2)
  return holdsSound ? Math.min(1, Math.max(0, (gain - QUIET) / (LOUD - QUIET))) : 0
}
