import { expect, test } from '@jest/globals'
import { FakeClock } from '../../../test/clock/fake-clock'
import { HEARTBEAT_SECONDS } from '../../config/policy'
import { Heartbeat } from './heartbeat'

test('each heart beats once in a round, whenever it joined, until it leaves', () => {
  const clock = new FakeClock()
  const heartbeat = new Heartbeat(clock)
  const beats = [0, 0]
  const leave = heartbeat.join({ beat: () => (beats[0] = (beats[0] ?? 0) + 1) })
  clock.advance(5_000)
  heartbeat.join({ beat: () => (beats[1] = (beats[1] ?? 0) + 1) })
  clock.advance(HEARTBEAT_SECONDS * 1_000)
  expect(beats).toEqual([1, 1])
  leave()
  clock.advance(HEARTBEAT_SECONDS * 2_000)
  expect(beats).toEqual([1, 3])
  heartbeat.stop()
  clock.advance(HEARTBEAT_SECONDS * 1_000)
  expect(beats).toEqual([1, 3])
})
