import { BitWriter } from './bit-writer'

/** Pixels on each side of a macroblock. */
export const BLOCK = 16
const LUMA = BLOCK * BLOCK
const CHROMA = LUMA / 4

/** Brightness and colour of a macroblock, each from 16 to 235 (BT.601). */
export type Yuv = readonly [y: number, u: number, v: number]

/** H.264 (ITU-T H.264, 7.3) without any compression: each macroblock brings its samples as they are (I_PCM). */
export class PlainH264 {
  /** @param columns and rows in macroblocks */
  constructor(
    private readonly columns: number,
    private readonly rows: number,
  ) {}

  /** Sequence parameter set: the baseline profile, level 3. */
  get sps(): Buffer {
    const bits = new BitWriter()
    for (const byte of [66, 0xc0, 30]) bits.bits(byte, 8)
    // its id, bits of a frame's number, frames come in the order they are shown, one kept for reference
    for (const value of [0, 0, 2, 1]) bits.ue(value)
    bits.bits(0, 1)
    bits.ue(this.columns - 1)
    bits.ue(this.rows - 1)
    // whole frames, inference as the profile has it; no cropping, no hints for display
    for (const flag of [1, 1, 0, 0]) bits.bits(flag, 1)
    return nal(0x67, bits)
  }

  /** Picture parameter set: variable length codes, one slice group, no prediction from elsewhere. */
  get pps(): Buffer {
    const bits = new BitWriter()
    for (const value of [0, 0]) bits.ue(value)
    bits.bits(0, 2)
    for (const value of [0, 0, 0]) bits.ue(value)
    bits.bits(0, 3)
    for (const value of [0, 0, 0]) bits.ue(value)
    // slices say themselves that edges are not smoothed
    for (const flag of [1, 0, 0]) bits.bits(flag, 1)
    return nal(0x68, bits)
  }

  /** One frame that needs no other. @param index of the frame @param colourOf each macroblock */
  frame(index: number, colourOf: (column: number, row: number) => Yuv): Buffer {
    const bits = new BitWriter()
    // from the first macroblock on, an I slice, by the parameter set 0
    for (const value of [0, 7, 0]) bits.ue(value)
    bits.bits(0, 4)
    // two such frames in a row must be told apart
    bits.ue(index % 2)
    bits.bits(0, 2)
    // quality as in the parameter set; no smoothing
    for (const value of [0, 1]) bits.ue(value)
    for (let row = 0; row < this.rows; row += 1) {
      for (let column = 0; column < this.columns; column += 1) {
        const [y, u, v] = colourOf(column, row)
        bits.ue(25)
        bits.align()
        bits.bytes(y, LUMA)
        bits.bytes(u, CHROMA)
        bits.bytes(v, CHROMA)
      }
    }
    return nal(0x65, bits)
  }
}

/** A unit of the stream. Where its bytes would look like the start of another, a 3 is put in (7.4.1). */
function nal(header: number, bits: BitWriter): Buffer {
  const bytes = [header]
  let zeros = 0
  for (const byte of bits.end()) {
    if (zeros >= 2 && byte <= 3) {
      bytes.push(3)
      zeros = 0
    }
    zeros = byte === 0 ? zeros + 1 : 0
    bytes.push(byte)
  }
  return Buffer.from(bytes)
}
