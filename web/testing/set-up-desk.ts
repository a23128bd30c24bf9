import { FakeClock } from '../../test/clock/fake-clock'
import { DeskClient } from '../desk/desk-client'
import { DeskMemory } from '../desk/desk-memory'
import { desk } from './entries'
import { FakeNetwork } from './fake-line'
import { FakeStorage } from './fake-storage'

/** A desk whose server, clock and storage a test plays. Ids of commands are `a1-1`, `a1-2` … */
export function setUpDesk(storage = new FakeStorage(), agentId = 'a1') {
  const network = new FakeNetwork()
  const clock = new FakeClock()
  const refused: string[] = []
  let lastId = 0
  const client = new DeskClient(
    {
      token: 'token',
      url: 'ws://ccc',
      dial: network.dial,
      clock,
      random: () => 0.5,
      newId: () => {
        lastId += 1
        return `${agentId}-${lastId}`
      },
      memory: new DeskMemory(storage, agentId),
    },
    { onConnection: () => {}, onRefused: ({ code }) => refused.push(code) },
  )
  const welcome = (...sessions: Parameters<typeof desk>) => {
    network.line.open()
    network.line.say({ t: 'welcome', desk: desk(...sessions) })
  }
  const reconnect = () => {
    network.line.break()
    clock.advance(10_000)
  }
  const posted = () => network.line.frames.slice(1)
  client.socket.open()
  return { client, network, clock, storage, refused, welcome, reconnect, posted }
}
