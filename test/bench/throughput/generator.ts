import { connectCentre } from './centre-clients'
import { answer } from './child'
import type { Clients, Connect } from './clients'
import { quantile, round } from './numbers'
import { connectSocketIo, connectWs } from './relay-clients'
import type { ServerAddress } from './server-child'
import type { Shape } from './shape'

export type ServerKind = 'ws' | 'socketIo' | 'centre'

export interface LoadResult {
  /** messages acknowledged and delivered, a second */
  perSecond: number
  /** from sending to the acknowledgement */
  ackP50Ms: number
  ackP99Ms: number
}

type Request =
  | { connect: ServerKind; server: ServerAddress; shape: Shape }
  /** @param rate messages a second; without it, as many as `underWay` allows */
  | { seconds: number; rate?: number }

const CONNECT: Record<ServerKind, Connect> = { ws: connectWs, socketIo: connectSocketIo, centre: connectCentre }

/** Everybody's messages at one server, until each is acknowledged and delivered. */
class Load {
  private clients: Clients | undefined
  private shape: Shape = { conversations: 0, agents: 0, underWay: 0 }
  private readonly waiting = new Map<string, { sentAt: number; conversation: number; left: number }>()
  private lastId = 0
  private completed = 0
  private keepsOn = false
  private waits: number[] = []
  private whenQuiet = () => {}

  async connect(kind: ServerKind, server: ServerAddress, shape: Shape): Promise<void> {
    this.shape = shape
    this.clients = await CONNECT[kind](server, shape, {
      acknowledged: (id) => this.acknowledged(id),
      delivered: (id) => this.passed(id),
    })
  }

  async run(seconds: number, rate: number | undefined): Promise<LoadResult> {
    this.keepsOn = rate === undefined
    const stop = rate === undefined ? this.saturate() : this.pace(rate)
    await pause(500)
    this.completed = 0
    this.waits = []
    const from = performance.now()
    await pause(seconds * 1_000)
    const perSecond = (this.completed / (performance.now() - from)) * 1_000
    const waits = [...this.waits]
    stop()
    await this.quiet()
    return {
      perSecond: Math.round(perSecond),
      ackP50Ms: round(quantile(waits, 0.5)),
      ackP99Ms: round(quantile(waits, 0.99)),
    }
  }

  close(): void {
    this.clients?.close()
  }

  private saturate(): () => void {
    const { conversations, underWay } = this.shape
    for (let i = 0; i < conversations; i += 1) for (let n = 0; n < underWay; n += 1) this.send(i)
    return () => {
      this.keepsOn = false
    }
  }

  /** Sends at a fixed rate, whether or not what was sent is answered. */
  private pace(rate: number): () => void {
    const from = performance.now()
    let sent = 0
    const timer = setInterval(() => {
      const due = ((performance.now() - from) / 1_000) * rate
      for (; sent < due; sent += 1) this.send(sent % this.shape.conversations)
    }, 1)
    return () => clearInterval(timer)
  }

  private send(conversation: number): void {
    this.lastId += 1
    const id = `m-${process.pid}-${this.lastId}`
    this.waiting.set(id, { sentAt: performance.now(), conversation, left: 2 })
    this.clients?.send(conversation, id)
  }

  private acknowledged(id: string): void {
    const message = this.waiting.get(id)
    if (message) this.waits.push(performance.now() - message.sentAt)
    this.passed(id)
  }

  private passed(id: string): void {
    const message = this.waiting.get(id)
    if (!message) return
    message.left -= 1
    if (message.left > 0) return
    this.waiting.delete(id)
    this.completed += 1
    if (this.keepsOn) this.send(message.conversation)
    else if (this.waiting.size === 0) this.whenQuiet()
  }

  private async quiet(): Promise<void> {
    if (this.waiting.size > 0) await new Promise<void>((resolve) => (this.whenQuiet = resolve))
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const load = new Load()
answer<Request>(
  async (request) => {
    if ('seconds' in request) return load.run(request.seconds, request.rate)
    await load.connect(request.connect, request.server, request.shape)
    return {}
  },
  async () => load.close(),
)
