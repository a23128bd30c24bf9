/** Heads of pictures, as small as they can be, with the sizes they tell. */

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const be16 = (...numbers: number[]): Buffer => Buffer.from(numbers.flatMap((n) => [n >> 8, n & 0xff]))
const le16 = (...numbers: number[]): Buffer => Buffer.from(numbers.flatMap((n) => [n & 0xff, n >> 8]))
const le24 = (...numbers: number[]): Buffer => Buffer.from(numbers.flatMap((n) => [n & 0xff, (n >> 8) & 0xff, n >> 16]))
const le32 = (number: number): Buffer => le16(number & 0xffff, number >>> 16)

export type Size = readonly [width: number, height: number]

export function png([width, height]: Size): Buffer {
  const head = hex('89504e470d0a1a0a 0000000d 49484452 00000000 00000000 0802000000 00000000')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return head
}

const SOI = hex('ffd8')
const APP0 = hex('ffe00010 4a46494600010100000100010000')
export const sof = ([width, height]: Size, marker = 'c0'): Buffer =>
  Buffer.concat([hex(`ff${marker} 0011 08`), be16(height, width), hex('03 012200 021101 031101')])

export const jpegSegment = (marker: string, body: Buffer): Buffer =>
  Buffer.concat([hex(`ff${marker}`), be16(body.length + 2), body])

/** @param before segments between the first and the frame header */
export const jpeg = (size: Size, ...before: Buffer[]): Buffer =>
  Buffer.concat([SOI, APP0, ...before, sof(size), hex('ffd9')])

/** A fill byte, and a comment with the header of a small picture where whoever takes `ffff` for a marker looks next. */
export function lyingJpeg(size: Size): Buffer {
  const comment = Buffer.alloc(0xfffd)
  // the comment's marker and the first byte of its length, read as a length: feff bytes from the marker
  sof([10, 10]).copy(comment, 0xfeff - 3)
  return jpeg(size, hex('ff'), jpegSegment('fe', comment))
}

export const gifFrame = (size: Size, place: Size = [0, 0]): Buffer =>
  Buffer.concat([hex('2c'), le16(...place, ...size), hex('00 02 024401 00')])
export const gifBlock = (label: string, body: Buffer): Buffer =>
  Buffer.concat([hex(`21${label}`), Buffer.from([body.length]), body, hex('00')])

/** @param blocks after the colours; its trailer is added */
export const gif = (screen: Size, ...blocks: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('GIF89a'), le16(...screen), hex('800000 000000ffffff'), ...blocks, hex('3b')])

export const webpChunk = (name: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(name), le32(body.length), body, Buffer.alloc(body.length % 2)])
export const vp8 = (size: Size): Buffer => webpChunk('VP8 ', Buffer.concat([hex('300100 9d012a'), le16(...size)]))
export const vp8l = ([width, height]: Size): Buffer =>
  webpChunk('VP8L', Buffer.concat([hex('2f'), le32((width - 1) | ((height - 1) << 14))]))
export const vp8x = ([width, height]: Size): Buffer =>
  webpChunk('VP8X', Buffer.concat([hex('00000000'), le24(width - 1, height - 1)]))
export const anmf = ([width, height]: Size): Buffer =>
  webpChunk('ANMF', Buffer.concat([le24(0, 0, width - 1, height - 1), hex('00000000')]))

export function webp(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks])
  return Buffer.concat([Buffer.from('RIFF'), le32(body.length), body])
}
