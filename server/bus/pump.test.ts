import { describe, expect, test } from '@jest/globals'
import { Pump } from './pump'

/** A task whose every run ends when the test says so. */
function gated() {
  const ends: (() => void)[] = []
  let active = 0
  let most = 0
  const pump = new Pump(
    async () => {
      active += 1
      most = Math.max(most, active)
      await new Promise<void>((resolve) => ends.push(resolve))
      active -= 1
    },
    () => {},
  )
  const settle = async () => {
    ends.at(-1)?.()
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  return { pump, settle, runs: () => ends.length, most: () => most }
}

describe('the pump', () => {
  test('however often it is poked while running, it runs once more and never twice at a time', async () => {
    const { pump, settle, runs, most } = gated()
    pump.poke()
    for (let i = 0; i < 10; i += 1) pump.poke()
    expect(runs()).toBe(1)
    await settle()
    expect(runs()).toBe(2)
    await settle()
    expect(runs()).toBe(2)
    pump.poke()
    expect(runs()).toBe(3)
    expect(most()).toBe(1)
  })

  test('reports what goes wrong and can be poked again', async () => {
    const errors: unknown[] = []
    let runs = 0
    const pump = new Pump(
      async () => {
        runs += 1
        if (runs === 1) throw new Error('first')
      },
      (error) => errors.push(error),
    )
    pump.poke()
    await new Promise<void>((resolve) => setImmediate(resolve))
    pump.poke()
    expect(errors).toHaveLength(1)
    expect(runs).toBe(2)
  })

  test('does nothing once stopped', () => {
    const { pump, runs } = gated()
    pump.stop()
    pump.poke()
    expect(runs()).toBe(0)
  })
})
