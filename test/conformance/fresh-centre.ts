import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import { afterEach, beforeEach } from '@jest/globals'
import { FakeClock } from '../clock/fake-clock'

/** Who imports this has a call centre of its own for each test, without a scripted agent, on a clock that stands still. */
export let mock: MockServer
export let clock: FakeClock

beforeEach(async () => {
  clock = new FakeClock()
  mock = await startMockServer({ agent: false, clock })
})
afterEach(() => mock.close())
