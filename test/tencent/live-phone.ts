import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import WebSocket from 'ws'
import type { LocalFile } from '../../sdk/platform/local-file'
import type {
  Platform,
  PlatformAnswer,
  PlatformRequest,
  PlatformSocket,
  UploadHandlers,
} from '../../sdk/platform/platform'

/** A phone with a real network, whose time passes only when the test says so. */
export class LivePhone implements Platform {
  /** requests and sockets come to nothing */
  isCutOff = false
  private time = Date.now()
  private luck = Math.random()
  private timers: { at: number; run: () => void }[] = []
  private readonly sockets = new Set<WebSocket>()
  private readonly stored = new Map<string, string>()
  private readonly shows: (() => void)[] = []
  private readonly networks: ((connected: boolean, type: string) => void)[] = []

  now = (): number => this.time
  random = (): number => {
    this.luck = (this.luck + 0.6180339887) % 1
    return this.luck
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter((other) => other !== timer)
    }
  }

  /** Lets time pass, running what falls due in order. */
  pass(ms: number): void {
    const until = this.time + ms
    for (;;) {
      const [next] = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
      if (!next) break
      this.timers = this.timers.filter((timer) => timer !== next)
      this.time = Math.max(this.time, next.at)
      next.run()
    }
    this.time = until
  }

  connect(url: string): PlatformSocket {
    const socket = new WebSocket(url)
    this.sockets.add(socket)
    const ends: (() => void)[] = []
    let isOver = false
    const end = () => {
      if (isOver) return
      isOver = true
      this.sockets.delete(socket)
      for (const handler of ends) handler()
    }
    socket.on('close', end)
    socket.on('error', end)
    if (this.isCutOff) socket.terminate()
    return {
      send: (text, failed) => (socket.readyState === WebSocket.OPEN ? socket.send(text) : failed()),
      close: () => socket.close(),
      onOpen: (handler) => void socket.on('open', handler),
      onText: (handler) => void socket.on('message', (data) => this.isCutOff || handler(String(data))),
      onEnd: (handler) => void ends.push(handler),
    }
  }

  request(
    method: 'GET' | 'POST',
    { url, token }: PlatformRequest,
    answered: (answer: PlatformAnswer | null) => void,
  ): void {
    if (this.isCutOff) {
      setImmediate(() => answered(null))
      return
    }
    fetch(url, { method, headers: { authorization: `Bearer ${token}` } })
      .then(async (response) => ({ status: response.status, body: await bodyOf(response) }))
      .then(
        (answer) => answered(this.isCutOff ? null : answer),
        () => answered(null),
      )
  }

  upload({ url, token }: PlatformRequest, { path }: { path: string }, handlers: UploadHandlers): () => void {
    const stop = new AbortController()
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(readFileSync(path))]), basename(path))
    const headers = { authorization: `Bearer ${token}` }
    fetch(url, { method: 'POST', headers, body: form, signal: stop.signal })
      .then(async (response) => ({ status: response.status, body: await bodyOf(response) }))
      .then(handlers.answered, () => handlers.failed('network'))
    return () => stop.abort()
  }

  readonly files = {
    keep: (_: string, file: LocalFile): string => file.path,
    release: (): void => {},
  }

  readonly storage = {
    read: (key: string): unknown => JSON.parse(this.stored.get(key) ?? '""'),
    write: (key: string, value: unknown): void => {
      this.stored.set(key, JSON.stringify(value))
    },
  }

  onShow(handler: () => void): void {
    this.shows.push(handler)
  }
  onNetwork(handler: (connected: boolean, type: string) => void): void {
    this.networks.push(handler)
  }
  language(): string {
    return 'zh_CN'
  }

  /** The network goes away, with all that was on its way. */
  cut(): void {
    this.isCutOff = true
    for (const socket of this.sockets) socket.terminate()
    for (const handler of this.networks) handler(false, 'none')
  }

  restore(): void {
    this.isCutOff = false
    for (const handler of this.networks) handler(true, 'wifi')
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}
