import { once } from 'node:events'
import { io } from 'socket.io-client'
import WebSocket from 'ws'
import type { Connect } from './clients'
import { agentOf, WORDS } from './shape'

const CONTENT = { kind: 'text', text: WORDS }

export const connectWs: Connect = async ({ url }, shape, heard) => {
  const open = async (query: string) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/?${query}`, { perMessageDeflate: false })
    await once(socket, 'open')
    return socket
  }
  const agents = await Promise.all(Array.from({ length: shape.agents }, (_, i) => open(`role=agent&agent=${i}`)))
  for (const agent of agents) {
    agent.on('message', (data) => {
      for (const { clientId } of JSON.parse(data.toString()).entries) heard.delivered(clientId)
    })
  }
  const customers = await Promise.all(
    Array.from({ length: shape.conversations }, (_, i) => open(`role=customer&agent=${agentOf(i, shape)}`)),
  )
  for (const customer of customers) {
    customer.on('message', (data) => heard.acknowledged(JSON.parse(data.toString()).id))
  }
  return {
    send: (conversation, id) => customers[conversation]?.send(JSON.stringify({ t: 'send', id, content: CONTENT })),
    close() {
      for (const socket of [...agents, ...customers]) socket.terminate()
    },
  }
}

export const connectSocketIo: Connect = async ({ url }, shape, heard) => {
  const open = async (query: Record<string, string>) => {
    const socket = io(url, { transports: ['websocket'], forceNew: true, query })
    await new Promise<void>((resolve) => socket.once('connect', resolve))
    return socket
  }
  const agents = await Promise.all(
    Array.from({ length: shape.agents }, (_, i) => open({ role: 'agent', agent: String(i) })),
  )
  for (const agent of agents) {
    agent.on('entries', (entries: { clientId: string }[]) => {
      for (const { clientId } of entries) heard.delivered(clientId)
    })
  }
  const customers = await Promise.all(
    Array.from({ length: shape.conversations }, (_, i) => open({ role: 'customer', agent: String(agentOf(i, shape)) })),
  )
  return {
    send: (conversation, id) =>
      customers[conversation]?.emit('send', { id, content: CONTENT }, () => heard.acknowledged(id)),
    close() {
      for (const socket of [...agents, ...customers]) socket.disconnect()
    },
  }
}
