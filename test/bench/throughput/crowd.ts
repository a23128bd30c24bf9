import { once } from 'node:events'
import WebSocket from 'ws'
import { askForHuman, inTurns, openVisitor } from './centre-clients'
import { answer } from './child'
import type { ServerAddress } from './server-child'

export type CrowdRequest =
  /** so many more come; those at a call centre who wait ask for a human, and are in the queue when this is answered */
  | { come: number; server: ServerAddress; waits?: boolean }
  /** those who came first go: one after the other, with so long between */
  | { leave: number; everyMs: number }

const PHASES = { waiting: '"phase":"queued"', left: '"phase":"closed"' } as const

/** Many customers who do nothing but be there. */
const crowd: { socket: WebSocket; saw(phase: keyof typeof PHASES): Promise<void> }[] = []
let arrivals = 0
let frames = 0

answer<CrowdRequest>(
  async (request) => {
    if ('come' in request) await come(request)
    else await leave(request)
    return { frames }
  },
  async () => {
    for (const { socket } of crowd) socket.terminate()
  },
)

async function come({ come, server, waits }: Extract<CrowdRequest, { come: number }>): Promise<void> {
  const came = await inTurns(come, () => (server.secret === undefined ? openBare(server) : openVisiting(server, waits)))
  crowd.push(...came)
}

async function openBare({ url }: ServerAddress) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/?role=customer`, { perMessageDeflate: false })
  await once(socket, 'open')
  return { socket, saw: async () => {} }
}

async function openVisiting(server: ServerAddress, waits = false) {
  const waiting = new Map<string, () => void>()
  arrivals += 1
  const socket = await openVisitor(server, `crowd-${arrivals}`, (text) => {
    frames += 1
    for (const [phase, seen] of waiting) if (text.includes(phase)) seen()
  })
  const saw = async (phase: keyof typeof PHASES) => {
    await new Promise<void>((resolve) => waiting.set(PHASES[phase], resolve))
    waiting.delete(PHASES[phase])
  }
  if (waits) {
    askForHuman(socket)
    await saw('waiting')
  }
  return { socket, saw }
}

async function leave({ leave, everyMs }: Extract<CrowdRequest, { leave: number }>): Promise<void> {
  for (let i = 0; i < leave; i += 1) {
    const first = crowd.shift()
    if (!first) throw new Error('nobody is left')
    const pause = new Promise((resolve) => setTimeout(resolve, everyMs))
    const hasLeft = first.saw('left')
    first.socket.send(JSON.stringify({ t: 'leave', id: `leave-${process.pid}-${crowd.length}` }))
    await hasLeft
    first.socket.terminate()
    await pause
  }
}
