import { parse } from '@ccc-store/core/protocol'
import type { Static, TSchema } from '@sinclair/typebox'
import WebSocket from 'ws'

/**
 * A client for tests: keeps every frame it got, each checked against the protocol, and waits for the one a test is
 * about.
 */
export class TestSocket<T extends TSchema> {
  readonly frames: Static<T>[] = []
  /** resolves with the close code */
  readonly closed: Promise<number>
  private readonly socket: WebSocket
  private readonly watchers = new Set<() => void>()
  private readonly listeners: ((frame: Static<T>) => void)[] = []
  private lastId = 0

  private constructor(url: string, schema: T) {
    this.socket = new WebSocket(url)
    this.socket.on('message', (data) => {
      const frame = parse(schema, JSON.parse(data.toString()), 'FRAME_INVALID')
      this.frames.push(frame)
      for (const listener of this.listeners) listener(frame)
      for (const watcher of [...this.watchers]) watcher()
    })
    this.closed = new Promise((resolve) => this.socket.on('close', resolve))
  }

  /** @param url of the socket, http or ws */
  static async open<T extends TSchema>(url: string, schema: T): Promise<TestSocket<T>> {
    const client = new TestSocket(url.replace(/^http/, 'ws'), schema)
    await new Promise<void>((resolve, reject) => {
      client.socket.once('open', resolve)
      client.socket.once('error', reject)
    })
    client.socket.on('error', () => {})
    return client
  }

  send(frame: object): void {
    this.sendText(JSON.stringify(frame))
  }

  sendText(text: string): void {
    this.socket.send(text)
  }

  /** Sends a command under a new id and waits for its ack or nack. */
  async command(frame: object): Promise<Static<T>> {
    this.lastId += 1
    const id = `${Date.now().toString(36)}-${this.lastId}-${Math.random().toString(36).slice(2, 8)}`
    return this.commandWithId(id, frame)
  }

  async commandWithId(id: string, frame: object): Promise<Static<T>> {
    const from = this.frames.length
    this.send({ ...frame, id })
    return this.next((answer) => hasId(answer, id), from)
  }

  /**
   * The first frame that fits, of those already here (from index `from`) or yet to come.
   * @throws when it has not come within `timeoutMs`
   */
  next(fits: (frame: Static<T>) => boolean, from = 0, timeoutMs = 10_000): Promise<Static<T>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.watchers.delete(look)
        const got = this.frames.slice(-10).map((frame) => JSON.stringify(frame).slice(0, 300))
        reject(new Error(`the awaited frame did not come; the last were:\n${got.join('\n')}`))
      }, timeoutMs)
      const look = () => {
        const found = this.frames.slice(from).find(fits)
        if (found === undefined) return
        clearTimeout(timer)
        this.watchers.delete(look)
        resolve(found)
      }
      this.watchers.add(look)
      look()
    })
  }

  /** Calls the listener for every frame to come. */
  onFrame(listener: (frame: Static<T>) => void): void {
    this.listeners.push(listener)
  }

  /** Cuts the line without a word, as a lost network does. */
  cut(): void {
    this.socket.terminate()
  }

  async close(): Promise<void> {
    this.socket.close()
    await this.closed
  }
}

function hasId(frame: unknown, id: string): boolean {
  return typeof frame === 'object' && frame !== null && 'id' in frame && frame.id === id
}
