import { describe, expect, test } from '@jest/globals'
import { FakeClock } from './fake-clock'

function setUp() {
  const clock = new FakeClock(0)
  const ran: [string, number][] = []
  const at = (dueAt: number, name: string, then = () => {}) =>
    clock.at(dueAt, () => {
      ran.push([name, clock.now()])
      then()
    })
  return { clock, ran, at }
}

describe('time that passes', () => {
  test('runs each task at its own time, in the order of these', () => {
    const { clock, ran, at } = setUp()
    at(30, 'c')
    at(10, 'a')
    at(20, 'b')
    at(20, 'b too')
    at(50, 'late')
    clock.advance(40)
    expect(ran).toEqual([
      ['a', 10],
      ['b', 20],
      ['b too', 20],
      ['c', 30],
    ])
    expect(clock.now()).toBe(40)
  })
  test('runs what a task sets off, when it falls due meanwhile', () => {
    const { clock, ran, at } = setUp()
    at(10, 'first', () => at(clock.now() + 15, 'second', () => at(clock.now() + 100, 'third')))
    at(20, 'between')
    clock.advance(60)
    expect(ran).toEqual([
      ['first', 10],
      ['between', 20],
      ['second', 25],
    ])
  })
  test('runs no task that another one cancelled', () => {
    const { clock, ran, at } = setUp()
    const cancel = at(20, 'cancelled')
    at(10, 'first', cancel)
    clock.advance(60)
    expect(ran).toEqual([['first', 10]])
  })
  test('runs what was due before it was set, and never goes back', () => {
    const { clock, ran, at } = setUp()
    clock.advance(100)
    at(50, 'overdue')
    clock.advance(0)
    expect(ran).toEqual([['overdue', 100]])
  })
})
