import { describe, expect, test } from '@jest/globals'
import { loudness } from './loudness'

/** The first bytes of a frame of MPEG-2 layer III, one channel: header, then side information with a global gain. */
const frame = (gain: number): number[] => [0xff, 0xf3, 0x48, 0xc4, 0, 0x10, 0, gain >> 6, (gain & 0x3f) << 2]
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
  test('is nothing where the piece holds no whole head of a frame', () => {
    expect([level([1, 2, 3]), level([]), level(frame(157).slice(0, 8))]).toEqual(['0.00', '0.00', '0.00'])
  })
  test('is read after what is left of the frame before', () => {
    expect(level([7, 8, ...frame(157)])).toBe('0.49')
  })
})
