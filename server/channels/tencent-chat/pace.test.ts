import { describe, expect, test } from '@jest/globals'
import type { Clock } from '../../clock'
import { Pace } from './pace'

/** A clock whose tasks run when it is moved. */
function handClock() {
  let now = 1_000_000
  let tasks: { dueAt: number; task: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    at(dueAt, task) {
      const entry = { dueAt, task }
      tasks.push(entry)
      return () => {
        tasks = tasks.filter((other) => other !== entry)
      }
    },
  }
  const pass = (ms: number) => {
    now += ms
    const due = tasks.filter(({ dueAt }) => dueAt <= now)
    tasks = tasks.filter(({ dueAt }) => dueAt > now)
    for (const { task } of due) task()
  }
  return { clock, pass }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a pace', () => {
  test('never lets more than its number and a tenth pass in a second', async () => {
    const { clock, pass } = handClock()
    const pace = new Pace(clock, 100)
    let passed = 0
    for (let call = 0; call < 350; call += 1) {
      void pace.turn().then(() => {
        passed += 1
      })
    }
    await settled()
    expect(passed).toBeLessThanOrEqual(10)
    for (let second = 1; second <= 4; second += 1) {
      const before = passed
      for (let step = 0; step < 100; step += 1) {
        pass(10)
        await settled()
      }
      expect(passed - before).toBeLessThanOrEqual(second === 1 ? 100 : 101)
    }
    expect(passed).toBe(350)
  })

  test('what comes one after the other does not wait', async () => {
    const { clock, pass } = handClock()
    const pace = new Pace(clock, 100)
    for (let call = 0; call < 50; call += 1) {
      await pace.turn()
      pass(10)
    }
  })

  test('the order of the calls is the order of the turns', async () => {
    const { clock, pass } = handClock()
    const pace = new Pace(clock, 2)
    const order: number[] = []
    for (let call = 0; call < 6; call += 1) void pace.turn().then(() => order.push(call))
    for (let step = 0; step < 40; step += 1) {
      pass(100)
      await settled()
    }
    expect(order).toEqual([0, 1, 2, 3, 4, 5])
  })
})
