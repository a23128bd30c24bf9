import { CccError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { FakeClock } from '../../test/clock/fake-clock'
import { DEFAULT_LIMITS } from '../config/policy'
import { GrowingWaits } from './growing-waits'

const RATE = { points: 3, seconds: 3_600 }

/** @returns the seconds to wait; 0 when it passed */
function waitOf(waits: GrowingWaits, key = 'here'): number {
  try {
    waits.take(key)
    return 0
  } catch (error) {
    if (error instanceof CccError && error.code === 'RATE_LIMITED') return Number(error.params.seconds)
    throw error
  }
}

describe('GrowingWaits', () => {
  test('lets some pass at once, then one after each wait, which doubles up to a minute', () => {
    const clock = new FakeClock()
    const waits = new GrowingWaits(RATE, clock)
    for (let i = 0; i < RATE.points; i += 1) expect(waitOf(waits)).toBe(0)
    const seen = []
    for (let i = 0; i < 8; i += 1) {
      const wait = waitOf(waits)
      seen.push(wait)
      clock.advance(wait * 1_000)
      expect(waitOf(waits)).toBe(0)
    }
    expect(seen).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  })

  test('counts each key for itself', () => {
    const waits = new GrowingWaits({ points: 1, seconds: 60 }, new FakeClock())
    expect([waitOf(waits, 'a'), waitOf(waits, 'a'), waitOf(waits, 'b')]).toEqual([0, 1, 0])
  })

  test('starts anew after its span', () => {
    const clock = new FakeClock()
    const waits = new GrowingWaits(RATE, clock)
    for (let i = 0; i < RATE.points; i += 1) waitOf(waits)
    clock.advance(RATE.seconds * 1_000)
    for (let i = 0; i < RATE.points; i += 1) expect(waitOf(waits)).toBe(0)
    expect(waitOf(waits)).toBe(1)
  })

  test('what is given back leaves neither a count nor a wait', () => {
    const waits = new GrowingWaits(RATE, new FakeClock())
    for (let i = 0; i < 10; i += 1) {
      expect(waitOf(waits)).toBe(0)
      waits.giveBack('here')
    }
    for (let i = 0; i < RATE.points; i += 1) expect(waitOf(waits)).toBe(0)
    expect(waitOf(waits)).toBe(1)
  })

  test('lets fewer than 100 pass in any hour, as policy.ts promises, however often somebody tries', () => {
    const clock = new FakeClock()
    const waits = new GrowingWaits(DEFAULT_LIMITS.staffLoginWhereKnown, clock)
    const passed: number[] = []
    for (let second = 0; second < 3 * 3_600; second += 1) {
      while (waitOf(waits) === 0) passed.push(second)
      clock.advance(1_000)
    }
    const inHourFrom = (start: number) => passed.filter((at) => at >= start && at < start + 3_600).length
    const most = Math.max(...passed.map(inHourFrom))
    expect(most).toBeLessThan(100)
    expect(most).toBeGreaterThan(60)
  })
})
