import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { backoff } from './backoff'

describe('backoff', () => {
  test('P9 spreads each wait over the whole range from nothing to its ceiling', () => {
    expect([0, 0.5, 0.999].map((random) => backoff(0, random, 30_000))).toEqual([0, 250, 499])
    expect([0, 0.5, 0.999].map((random) => backoff(3, random, 30_000))).toEqual([0, 2_000, 3_996])
  })
  test('doubles its ceiling up to 30 s and stays there', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 1_000_000].map((attempt) => backoff(attempt, 0.5, 30_000))).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
    ])
  })
  test('never waits longer than 30 s', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 0.9999, noNaN: true }), (attempt, random) => {
        const wait = backoff(attempt, random, 30_000)
        return Number.isInteger(wait) && wait >= 0 && wait < 30_000
      }),
    )
  })
})
