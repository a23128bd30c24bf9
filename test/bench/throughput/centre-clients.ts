import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AgentServerFrame } from '@ccc-store/core/protocol'
import { PROTOCOL_VERSION } from '@ccc-store/core/protocol'
import { loginAgent, post } from '@ccc-store/mock-server'
import { DEMO, signOpenid } from '@ccc-store/server'
import WebSocket from 'ws'
import type { Connect } from './clients'
import type { ServerAddress } from './server-child'
import { WORDS } from './shape'

const CONTENT = { kind: 'text', text: WORDS }

/** Log-ins at once: more would only queue. */
const AT_ONCE = 20

/** Customers who have gone through the flow to a human, and the agents who accepted them. */
export const connectCentre: Connect = async (server, shape, heard) => {
  const agents = await inTurns(shape.agents, (i) => openAgent(server, i, heard.delivered))
  const customers = await inTurns(shape.conversations, (i) => openCustomer(server, i))
  for (const { socket } of customers) {
    socket.on('message', (data) => {
      const text = data.toString()
      // their own words come back to them, which is no business of this measurement
      if (text.startsWith('{"t":"entries"')) return
      const frame = JSON.parse(text)
      if (frame.t !== 'ack') throw new Error(`refused: ${text}`)
      heard.acknowledged(frame.id)
    })
  }
  return {
    send: (i, id) => customers[i]?.socket.send(JSON.stringify({ t: 'send', id, content: CONTENT })),
    close() {
      for (const socket of [...agents, ...customers.map(({ socket }) => socket)]) socket.terminate()
    },
  }
}

/** An agent who accepts whatever rings. */
async function openAgent(server: ServerAddress, i: number, delivered: (id: string) => void): Promise<WebSocket> {
  const login = server.agents?.[i]
  if (!login) throw new Error('too few agents')
  const { token } = await loginAgent(server.url, login)
  const socket = await openSocket(`${server.url}/v1/agent/socket`, { token, positions: {} })
  const accepted = new Set<string>()
  socket.on('message', (data) => {
    const frame: AgentServerFrame = JSON.parse(data.toString())
    if (frame.t === 'entries') {
      for (const { clientId } of frame.entries) if (clientId) delivered(clientId)
    }
    if (frame.t === 'desk' || frame.t === 'welcome') {
      for (const { phase, sessionId } of frame.desk.sessions) {
        if (phase !== 'ringing' || accepted.has(sessionId)) continue
        accepted.add(sessionId)
        socket.send(JSON.stringify({ t: 'accept', id: `accept-${sessionId}`, sessionId }))
      }
    }
  })
  socket.send(JSON.stringify({ t: 'status', id: randomUUID(), status: 'online' }))
  return socket
}

/** A customer who has just opened the chat, and is listened to. */
export async function openVisitor(
  { url, secret = '' }: ServerAddress,
  openid: string,
  heard: (text: string) => void,
): Promise<WebSocket> {
  const { sdkAppId, ivrId } = DEMO
  const openidSignature = signOpenid(secret, sdkAppId, openid, Math.floor(Date.now() / 1_000))
  const { body } = await post(`${url}/v1/customer/login`, { sdkAppId, openid, openidSignature })
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined
  const socket = await openSocket(`${url}/v1/customer/socket`, { token, ivrId, position: null })
  socket.on('message', (data) => heard(data.toString()))
  return socket
}

/** Goes through the flow to where it asks for a human. */
export function askForHuman(socket: WebSocket): void {
  for (const text of ['你好', '人工']) say(socket, randomUUID(), text)
}

export const say = (socket: WebSocket, id: string, text: string): void =>
  socket.send(JSON.stringify({ t: 'send', id, content: { kind: 'text', text } }))

/** A customer whom an agent serves. */
async function openCustomer(server: ServerAddress, i: number) {
  let served = () => {}
  const whenServed = new Promise<void>((resolve) => (served = resolve))
  const socket = await openVisitor(server, `bench-${i}`, (text) => {
    if (text.startsWith('{"t":"nack"')) throw new Error(`refused: ${text}`)
    if (text.includes('"phase":"serving"')) served()
  })
  askForHuman(socket)
  await whenServed
  socket.removeAllListeners('message')
  return { socket }
}

export async function openSocket(url: string, hello: object): Promise<WebSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { perMessageDeflate: false })
  await once(socket, 'open')
  socket.send(JSON.stringify({ t: 'hello', v: PROTOCOL_VERSION, ...hello }))
  await once(socket, 'message')
  return socket
}

export async function inTurns<T>(count: number, open: (i: number) => Promise<T>): Promise<T[]> {
  const opened: T[] = []
  for (let from = 0; from < count; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, count - from)
    opened.push(...(await Promise.all(Array.from({ length }, (_, i) => open(from + i)))))
  }
  return opened
}
