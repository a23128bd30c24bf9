import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  anmf,
  gif,
  gifBlock,
  gifFrame,
  jpeg,
  jpegSegment,
  lyingJpeg,
  png,
  type Size,
  sof,
  vp8,
  vp8l,
  vp8x,
  webp,
  webpChunk,
} from '../../test/pictures'
import { pixelsOf } from './image-pixels'

const HUGE: Size = [16_000, 16_000]
const SMALL: Size = [100, 50]

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

async function* inChunks(bytes: Buffer, size: number, read = { bytes: 0 }) {
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = bytes.subarray(at, at + size)
    read.bytes += chunk.length
    yield chunk
  }
}

describe('the pixels of a picture', () => {
  test.each([
    ['png', png(SMALL)],
    ['jpeg', jpeg(SMALL)],
    ['gif', gif(SMALL, gifFrame(SMALL))],
    ['webp, lossy', webp(vp8(SMALL))],
    ['webp, lossless', webp(vp8l(SMALL))],
    ['webp, extended', webp(vp8x(SMALL), webpChunk('ICCP', Buffer.alloc(3)), vp8l(SMALL))],
    ['webp that moves', webp(vp8x(SMALL), anmf(SMALL), anmf([10, 10]))],
    ['jpeg with a preview inside', jpeg(SMALL, jpegSegment('e1', jpeg([10, 10])))],
    ['jpeg with another picture behind it', Buffer.concat([jpeg(SMALL), jpeg(HUGE)])],
    ['jpeg with restart markers and tables', jpeg(SMALL, hex('ffd0 ff01'), jpegSegment('c4', sof(HUGE)))],
    ['gif cut off in its second frame', gif(SMALL, gifFrame(SMALL), gifFrame(SMALL).subarray(0, 8))],
    ['gif with zeros between blocks', gif(SMALL, gifFrame(SMALL), hex('0000'))],
  ])('of a %s are told', async (_, bytes) => {
    expect(await pixelsOf(inChunks(bytes, 65_536))).toBe(5_000)
    expect(await pixelsOf(inChunks(bytes, 1))).toBe(5_000)
  })

  test.each([
    ['a jpeg with fill bytes and a small header in a comment', lyingJpeg(HUGE)],
    ['a jpeg with fill bytes before its frame header', jpeg(HUGE, Buffer.alloc(99, 0xff))],
    ['a gif whose only frame is larger than its screen', gif([1, 1], gifFrame(HUGE))],
    ['a gif whose last frame is', gif(SMALL, gifFrame(SMALL), gifBlock('fe', Buffer.alloc(9)), gifFrame(HUGE))],
    ['a gif with a frame far from its screen', gif(SMALL, gifFrame([1, 1], [15_999, 15_999]))],
    ['a gif whose screen is larger than its frame', gif(HUGE, gifFrame([1, 1]))],
    ['a webp whose picture is larger than its canvas', webp(vp8x([1, 1]), vp8(HUGE))],
    ['a webp whose second frame is', webp(vp8x([1, 1]), anmf([1, 1]), anmf(HUGE))],
    ['a webp whose canvas is larger than its picture', webp(vp8x(HUGE), vp8([1, 1]))],
  ])('%s: the larger counts', async (_, bytes) => {
    expect(await pixelsOf(inChunks(bytes, 1_000))).toBe(256_000_000)
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<html>')],
    ['a png cut short', png([1, 1]).subarray(0, 18)],
    ['a png without an extent', png([0, 7])],
    [
      'a png that begins with another chunk',
      Buffer.from(png(SMALL).toString('latin1').replace('IHDR', 'IDAT'), 'latin1'),
    ],
    ['a jpeg without a frame header', jpeg(SMALL).subarray(0, 20)],
    ['a jpeg that ends before its frame header', jpeg(SMALL, hex('ffd9'))],
    ['a jpeg whose scan comes first', jpeg(SMALL, jpegSegment('da', Buffer.alloc(10)))],
    ['a jpeg with bytes between segments', jpeg(SMALL, hex('00'))],
    ['a jpeg with a segment that is too short', jpeg(SMALL, hex('fffe 0001'))],
    ['a jpeg whose frame header is too short', jpeg(SMALL, hex('ffc0 000b 08 0001 0001 03'))],
    ['a gif without a frame', gif(SMALL)],
    ['a gif with an unknown block', gif(SMALL, gifFrame(SMALL), hex('77'))],
    ['a gif with a control block of another length', gif(SMALL, gifBlock('f9', hex('00')), gifFrame(SMALL))],
    ['a webp without a picture', webp(vp8x(SMALL))],
    ['a webp with an unknown first chunk', webp(webpChunk('ICCP', Buffer.alloc(2)), vp8(SMALL))],
    ['a webp of VP8 without its start code', webp(webpChunk('VP8 ', Buffer.alloc(10)))],
  ])('%s does not tell', async (_, bytes) => {
    expect(await pixelsOf(inChunks(bytes, 1_000))).toBeUndefined()
  })

  test('half a megabyte of zeros after the first marker is refused by its first chunk', async () => {
    const bytes = Buffer.concat([hex('ffd8ffe0'), Buffer.alloc(524_288)])
    const read = { bytes: 0 }
    expect(await pixelsOf(inChunks(bytes, 4_096, read))).toBeUndefined()
    expect(read.bytes).toBe(4_096)
  })

  test.each([
    [
      'sub-blocks of one byte',
      Buffer.concat([gif(SMALL, gifFrame(SMALL)).subarray(0, -1), hex('21fe'), Buffer.alloc(3_000_000, 1)]),
    ],
    ['zeros between blocks', gif(SMALL, gifFrame(SMALL), Buffer.alloc(3_000_000))],
    ['fill bytes', jpeg(SMALL, Buffer.alloc(3_000_000, 0xff))],
  ])('a picture of millions of %s is given up half-way', async (_, bytes) => {
    const read = { bytes: 0 }
    expect(await pixelsOf(inChunks(bytes, 65_536, read))).toBeUndefined()
    expect(read.bytes).toBeLessThan(2_100_000)
  })

  test('a gif of thousands of frames is walked to its end', async () => {
    const frames = Array.from({ length: 5_000 }, () => gifFrame([10, 10]))
    expect(await pixelsOf(inChunks(gif(SMALL, ...frames, gifFrame(HUGE)), 4_096))).toBe(256_000_000)
  })

  test('whatever the bytes, they are read to their end at most, and nothing is thrown', async () => {
    const starts = [png(SMALL), jpeg(SMALL), gif(SMALL, gifFrame(SMALL)), webp(vp8x(SMALL), vp8(SMALL))]
    const start = fc.constantFrom(...starts).chain((head) => fc.nat(head.length).map((end) => head.subarray(0, end)))
    // markers and lengths that lead on, more often than chance has them
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 4, 0x21, 0x2c, 0x3b, 0xc0, 0xf9, 0xff))
    const rest = fc.array(byte, { maxLength: 200 }).map((bytes) => Buffer.from(bytes))
    await fc.assert(
      fc.asyncProperty(start, rest, fc.integer({ min: 1, max: 300 }), async (head, tail, size) => {
        const bytes = Buffer.concat([head, tail])
        // what lies behind the end would tell a size: a walker that read it would answer otherwise
        const memory = Buffer.concat([bytes, Buffer.alloc(64, 0x2c)])
        const told = await pixelsOf(inChunks(memory.subarray(0, bytes.length), size))
        expect(told).toBe(await pixelsOf(inChunks(bytes, bytes.length + 1)))
        expect(told ?? 1).toBeGreaterThan(0)
      }),
    )
  })
})
