import { randomUUID } from 'node:crypto'
import type { AgentServerFrame } from '@ccc-store/core/protocol'
import { loginAgent } from '@ccc-store/mock-server'
import type WebSocket from 'ws'
import { askForHuman, inTurns, openSocket, openVisitor, say } from './centre-clients'
import { answer } from './child'
import { quantile, round } from './numbers'
import type { ServerAddress } from './server-child'
import { WORDS } from './shape'

export type DesksRequest =
  /** so many agents sign in, and so many customers are served by them */
  | { open: number; served: number; server: ServerAddress }
  /** the served ones say something in turn, for so long */
  | { talkMs: number; everyMs: number }
  /** agents end what they serve, one after the other, until so many others were offered to them */
  | { assign: number }

/** Agents who accept whatever rings, and the customers whom they serve. */
const desks: Desk[] = []
const customers: WebSocket[] = []
const acknowledged = new Map<string, () => void>()

class Desk {
  private readonly accepted = new Set<string>()
  private readonly serving: string[] = []
  private ring = () => {}

  constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const frame: AgentServerFrame = JSON.parse(data.toString())
      if (frame.t === 'nack') throw new Error(`refused: ${data}`)
      if (frame.t === 'ack') acknowledged.get(frame.id)?.()
      if (frame.t !== 'desk' && frame.t !== 'welcome') return
      for (const { phase, sessionId } of frame.desk.sessions) if (phase === 'ringing') this.accept(sessionId)
    })
  }

  private accept(sessionId: string): void {
    if (this.accepted.has(sessionId)) return
    this.accepted.add(sessionId)
    this.serving.push(sessionId)
    this.ring()
    this.socket.send(JSON.stringify({ t: 'accept', id: `accept-${sessionId}`, sessionId }))
  }

  /** Ends the oldest session. @returns how long it took until the next one rang, ms */
  async next(): Promise<number> {
    const sessionId = this.serving.shift()
    if (!sessionId) throw new Error('nobody is served')
    const rang = new Promise<void>((resolve) => (this.ring = resolve))
    const from = performance.now()
    this.socket.send(JSON.stringify({ t: 'end', id: `end-${sessionId}`, sessionId }))
    await rang
    const ms = performance.now() - from
    // it is served before the same agent ends another
    await new Promise<void>((resolve) => acknowledged.set(`accept-${this.serving.at(-1)}`, resolve))
    return ms
  }
}

answer<DesksRequest>(
  async (request) => {
    if ('open' in request) return open(request)
    if ('talkMs' in request) return summary(await talk(request))
    const waits: number[] = []
    for (let i = 0; i < request.assign; i += 1) waits.push((await desks[i % desks.length]?.next()) ?? 0)
    return summary(waits)
  },
  async () => {
    for (const customer of customers) customer.terminate()
  },
)

const summary = (waits: readonly number[]) => ({
  count: waits.length,
  p50Ms: round(quantile(waits, 0.5)),
  p99Ms: round(quantile(waits, 0.99)),
})

async function open({ open, served, server }: Extract<DesksRequest, { open: number }>): Promise<object> {
  desks.push(...(await inTurns(open, (i) => openDesk(server, i))))
  customers.push(...(await inTurns(served, (i) => openServed(server, i))))
  return {}
}

async function openDesk(server: ServerAddress, i: number): Promise<Desk> {
  const login = server.agents?.[i]
  if (!login) throw new Error('too few agents')
  const { token } = await loginAgent(server.url, login)
  const socket = await openSocket(`${server.url}/v1/agent/socket`, { token, positions: {} })
  socket.send(JSON.stringify({ t: 'status', id: randomUUID(), status: 'online' }))
  return new Desk(socket)
}

async function openServed(server: ServerAddress, i: number): Promise<WebSocket> {
  let served = () => {}
  const whenServed = new Promise<void>((resolve) => (served = resolve))
  const socket = await openVisitor(server, `served-${i}`, (text) => {
    if (text.startsWith('{"t":"ack"')) acknowledged.get(JSON.parse(text).id)?.()
    else if (text.includes('"phase":"serving"')) served()
  })
  askForHuman(socket)
  await whenServed
  return socket
}

/** @returns how long each acknowledgement took, ms */
async function talk({ talkMs, everyMs }: Extract<DesksRequest, { talkMs: number }>): Promise<number[]> {
  const waits: number[] = []
  let said = 0
  await new Promise<void>((resolve) => {
    const until = performance.now() + talkMs
    const timer = setInterval(() => {
      const isOver = performance.now() > until
      if (isOver) clearInterval(timer)
      else speak()
      if (isOver && waits.length === said) resolve()
    }, everyMs)

    function speak() {
      const socket = customers[said % customers.length]
      const [id, from] = [`talk-${said}`, performance.now()]
      said += 1
      acknowledged.set(id, () => {
        waits.push(performance.now() - from)
        if (waits.length === said && performance.now() > until) resolve()
      })
      if (socket) say(socket, id, WORDS)
    }
  })
  return waits
}
