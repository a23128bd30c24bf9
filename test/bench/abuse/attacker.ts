import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/** How many bytes of a socket's traffic an attack may have unsent: what the server does not take is not pressed on it. */
const MAX_UNSENT_BYTES = 262_144
const TICK_MS = 20

/** A masked text frame as a client sends it (RFC 6455). The mask is all zeros, which leaves the text as it is. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const { length } = payload
  if (length < 126) return Buffer.concat([Buffer.from([0x81, 0x80 | length, 0, 0, 0, 0]), payload])
  if (length < 65_536) {
    return Buffer.concat([Buffer.from([0x81, 0x80 | 126, length >> 8, length & 255, 0, 0, 0, 0]), payload])
  }
  const head = Buffer.alloc(14)
  head[0] = 0x81
  head[1] = 0x80 | 127
  head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}

/**
 * One address that sends so many bytes a second over one WebSocket, and opens it again whenever the server ends it.
 * Frames are raw bytes made beforehand, so that the attack itself costs next to nothing here.
 */
export class Attacker {
  private socket: Socket | undefined
  private isOpen = false
  private budget = 0
  private readonly timer: NodeJS.Timeout

  /**
   * @param url of the socket, http
   * @param opening said once on each connection
   * @param frames said over and over
   */
  constructor(
    private readonly url: URL,
    private readonly opening: Buffer,
    private readonly frames: Buffer,
    private readonly bytesPerSecond: number,
  ) {
    this.timer = setInterval(() => this.tick(), TICK_MS)
  }

  stop(): void {
    clearInterval(this.timer)
    this.socket?.destroy()
  }

  private tick(): void {
    this.budget = Math.min(this.budget + (this.bytesPerSecond * TICK_MS) / 1_000, this.bytesPerSecond)
    if (!this.socket) this.open()
    while (this.isOpen && this.socket && this.budget >= this.frames.length) {
      if (this.socket.writableLength > MAX_UNSENT_BYTES) return
      this.spend(this.frames)
    }
  }

  private spend(bytes: Buffer): void {
    this.budget -= bytes.length
    this.socket?.write(bytes)
  }

  private open(): void {
    const socket = connect({ host: this.url.hostname, port: Number(this.url.port) })
    this.socket = socket
    this.isOpen = false
    const ended = () => {
      if (this.socket === socket) this.socket = undefined
    }
    socket.on('error', ended).on('close', ended)
    socket.once('data', () => {
      this.isOpen = true
      this.spend(this.opening)
      // what the server answers is not read into anything
      socket.resume()
    })
    const key = randomBytes(16).toString('base64')
    const headers = [
      `GET ${this.url.pathname} HTTP/1.1`,
      `Host: ${this.url.host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${key}`,
    ]
    this.spend(Buffer.from(`${headers.join('\r\n')}\r\n\r\n`))
  }
}
