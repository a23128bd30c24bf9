import { describe, expect, test } from '@jest/globals'
import { loudness } from './loudness'

/** The first bytes of a frame of MPEG-2 layer III, one channel: header, then side information with a global gain. */
const frame = (gain: number, { length = 64, crc = false } = {}): number[] => {
  const header = [0xff, crc ? 0xf2 : 0xf3, 0x48, 0xc4, ...(crc ? [0, 0] : [])]
  return [...header, 0, (length >> 5) & 0x7f, (length & 0x1f) << 3, gain >> 6, (gain & 0x3f) << 2]
}
const level = (bytes: number[]): string => loudness(Uint8Array.from(bytes).buffer).toFixed(2)

describe('how loud a piece of MP3 is', () => {
  test('rises with the gain that its encoder took away', () => {
    expect([100, 130, 157, 185, 210].map((gain) => level(frame(gain)))).toEqual([
      '0.00',
      '0.00',
      '0.49',
      '1.00',
      '1.00',
    ])
  })
  test('is nothing where a frame holds no sound, or the piece no frame', () => {
    expect([level(frame(210, { length: 0 })), level([1, 2, 3]), level([])]).toEqual(['0.00', '0.00', '0.00'])
  })
  test('is read after what is left of the frame before, and after a checksum', () => {
    expect([level([7, 0xff, 1, ...frame(157)]), level(frame(157, { crc: true }))]).toEqual(['0.49', '0.49'])
  })
})
