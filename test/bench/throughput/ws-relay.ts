import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { serveAsChild } from './server-child'

/** The least a chat server can do over bare sockets: acknowledge what a customer says, and hand it to an agent. */
serveAsChild(async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  await once(server, 'listening')
  const agents = new Map<string, WebSocket>()
  let seq = 0
  server.on('connection', (socket, request) => {
    const query = new URL(request.url ?? '', 'ws://relay').searchParams
    const agent = query.get('agent') ?? ''
    if (query.get('role') === 'agent') {
      agents.set(agent, socket)
      return
    }
    socket.on('message', (data) => {
      const { id, content } = JSON.parse(data.toString())
      seq += 1
      agents.get(agent)?.send(JSON.stringify({ t: 'entries', entries: [{ clientId: id, seq, body: content }] }))
      socket.send(JSON.stringify({ t: 'ack', id, seq }))
    })
  })
  const { port } = server.address() as AddressInfo
  return {
    address: { url: `http://127.0.0.1:${port}` },
    async stop() {
      server.close()
    },
  }
})
