import WebSocket from 'ws'

/** What comes over a line, as far as this cares. */
export type Frame = Readonly<Record<string, unknown>> & { t: string }

interface LineEnds {
  /** the first frame to say */
  hello(): object
  /** the server has answered it */
  welcomed(): void
  heard(frame: Frame): void
  lost(): void
}

const isFrame = (value: unknown): value is Frame =>
  typeof value === 'object' && value !== null && 't' in value && typeof value.t === 'string'

/** A socket that comes back whenever it is cut, after a short, random wait. */
export class Line {
  reconnects = -1
  private socket: WebSocket | undefined
  private lastHeardAt = 0
  private isWelcome = false
  private isStopped = false

  constructor(
    private readonly url: string,
    private readonly ends: LineEnds,
  ) {}

  open(): void {
    if (this.isStopped) return
    this.reconnects += 1
    const socket = new WebSocket(this.url.replace(/^http/, 'ws'), { perMessageDeflate: false })
    this.socket = socket
    socket.on('open', () => socket.send(JSON.stringify(this.ends.hello())))
    socket.on('message', (data) => this.heard(socket, data.toString()))
    // whatever went wrong, it closes, and is opened again
    socket.on('error', () => {})
    socket.on('close', () => {
      this.isWelcome = false
      this.ends.lost()
      setTimeout(() => this.open(), 30 + Math.random() * 400)
    })
  }

  /** @returns whether it was put on its way */
  send(frame: object): boolean {
    if (!this.isWelcome || this.socket?.readyState !== WebSocket.OPEN) return false
    this.socket.send(JSON.stringify(frame))
    return true
  }

  /** How it stands, for who looks for a fault. */
  get about(): string {
    const quiet = Math.round(performance.now() - this.lastHeardAt)
    return `${this.reconnects} reconnects, ${this.isWelcome ? 'welcome' : 'not welcome'}, heard nothing for ${quiet} ms`
  }

  stop(): void {
    this.isStopped = true
    this.socket?.terminate()
  }

  private heard(socket: WebSocket, text: string): void {
    if (socket !== this.socket) return
    const frame: unknown = JSON.parse(text)
    if (!isFrame(frame)) throw new Error(`not a frame: ${text}`)
    this.lastHeardAt = performance.now()
    if (frame.t === 'welcome') this.isWelcome = true
    this.ends.heard(frame)
    if (frame.t === 'welcome') this.ends.welcomed()
  }
}
