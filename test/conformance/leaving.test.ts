import { once } from 'node:events'
import { PROTOCOL_VERSION } from '@ccc-store/core/protocol'
import { loginAgent, loginCustomer } from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { expect, test } from '@jest/globals'
import WebSocket from 'ws'
import { MemoryBus } from '../../server/bus/memory-bus'
import { mock } from './fresh-centre'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Keeps the store busy, so that whoever says hello waits. @returns lets it go on */
async function hold(): Promise<() => Promise<void>> {
  let release = () => {}
  let begin = () => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const busy = mock.centre.context.store.write('test', () => {
    begin()
    return new Promise<void>((resolve) => (release = resolve))
  })
  await begun
  return async () => {
    release()
    await busy
    // whoever waited goes on now
    for (let i = 0; i < 10; i += 1) await turn()
  }
}

/** Topics that somebody watches. */
function watched(): string[] {
  const { bus } = mock.centre.context
  if (!(bus instanceof MemoryBus)) throw new Error('another bus')
  return [...bus.topics()]
}

test.each(['customer', 'agent'] as const)('a %s who leaves while the hello waits is not watched over', async (side) => {
  const { token } =
    side === 'customer'
      ? await loginCustomer(mock.serverUrl, mock, 'zoe')
      : await loginAgent(mock.serverUrl, mock.agents[0])
  const before = watched()
  const more = side === 'customer' ? { ivrId: DEMO.ivrId, position: null } : { positions: {} }
  const letGo = await hold()
  const socket = new WebSocket(`${mock.serverUrl.replace('http', 'ws')}/v1/${side}/socket`)
  await once(socket, 'open')
  socket.send(JSON.stringify({ t: 'hello', v: PROTOCOL_VERSION, token, ...more }))
  // the hello has come when the server answers what follows it on the same line
  socket.ping()
  await once(socket, 'pong')
  socket.terminate()
  while (mock.centre.server.websocketServer.clients.size > 0) await turn()
  await letGo()
  expect(watched()).toEqual(before)
})
