import { describe, expect, test } from '@jest/globals'
import { estimateWait } from './estimate-wait'

describe('an estimated wait', () => {
  const services = [60_000, 90_000, 120_000, 150_000, 36_000_000]
  test('grows with those ahead, and shrinks with the places', () => {
    expect([0, 1, 3].map((ahead) => estimateWait(ahead, 1, services))).toEqual([120_000, 240_000, 480_000])
    expect(estimateWait(3, 4, services)).toBe(120_000)
  })
  test('is that of the longer of two services in the middle, in whatever order they came', () => {
    const even = [10, 60, 30, 50, 20, 40].map((seconds) => seconds * 1_000)
    expect(estimateWait(0, 1, even)).toBe(40_000)
  })
  test('is not given where too little is known, or nobody serves', () => {
    expect(estimateWait(0, 1, services.slice(1))).toBeUndefined()
    expect(estimateWait(0, 0, services)).toBeUndefined()
  })
})
