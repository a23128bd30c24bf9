import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { serveAsChild } from './server-child'

/** The same as the bare relay, on socket.io: acknowledgements are its own, an agent is a room. */
serveAsChild(async () => {
  const http = createServer()
  const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
  let seq = 0
  server.on('connection', (socket) => {
    const { role, agent } = socket.handshake.query
    const room = `agent-${agent}`
    if (role === 'agent') void socket.join(room)
    socket.on('send', ({ id, content }: { id: string; content: object }, acknowledge: (seq: number) => void) => {
      seq += 1
      server.to(room).emit('entries', [{ clientId: id, seq, body: content }])
      acknowledge(seq)
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  return {
    address: { url: `http://127.0.0.1:${port}` },
    async stop() {
      await server.close()
    },
  }
})
