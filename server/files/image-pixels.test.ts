import { describe, expect, test } from '@jest/globals'
import { pixelsOf } from './image-pixels'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

const png = (width: number, height: number) => {
  const head = hex('89504e470d0a1a0a 0000000d 49484452 00000000 00000000 0802000000 00000000')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return head
}

describe('the pixels of a picture', () => {
  test.each([
    ['png', png(16_000, 16_000), 256_000_000],
    ['gif', hex('474946383961 6400 3200 800000'), 5_000],
    [
      'jpeg',
      hex('ffd8 ffe00010 4a46494600010100000100010000 ffc0 0011 08 0032 0064 03 012200 021101 031101 ffd9'),
      5_000,
    ],
    ['webp', hex('52494646 1e000000 57454250 56503820 12000000 300100 9d012a 6400 3200 0000000000'), 5_000],
  ])('of a %s stand in its first bytes', (_, head, pixels) => {
    expect(pixelsOf(head)).toBe(pixels)
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a png cut short', png(1, 1).subarray(0, 18)],
    ['a png without an extent', png(0, 7)],
    ['a page', Buffer.from('<html>')],
  ])('%s does not tell', (_, head) => {
    expect(pixelsOf(head)).toBeUndefined()
  })
})
