import type { CustomerClientFrame, CustomerServerFrame } from '@ccc-store/core/protocol'
import type { LocalFile } from '../platform/local-file'
import type { Platform, PlatformAnswer, PlatformRequest, PlatformSocket, UploadHandlers } from '../platform/platform'
import { FakeRequest, FakeUpload } from './fake-http'

interface Timer {
  at: number
  run: () => void
}

/** One dialled socket, seen from the other end. */
export class FakeSocket implements PlatformSocket {
  readonly frames: CustomerClientFrame[] = []
  isOpen = true
  private readonly opened: (() => void)[] = []
  private readonly texts: ((text: string) => void)[] = []
  private readonly ended: (() => void)[] = []

  constructor(
    readonly url: string,
    private readonly deaf: () => boolean,
  ) {}

  send(text: string, failed: () => void): void {
    if (!this.isOpen) failed()
    else if (!this.deaf()) this.frames.push(JSON.parse(text))
  }
  close(): void {
    this.isOpen = false
  }
  onOpen(handler: () => void): void {
    this.opened.push(handler)
  }
  onText(handler: (text: string) => void): void {
    this.texts.push(handler)
  }
  onEnd(handler: () => void): void {
    this.ended.push(handler)
  }

  /** the network lets it through */
  open(): void {
    for (const handler of this.opened) handler()
  }
  /** the other end says something */
  say(frame: CustomerServerFrame | string): void {
    const text = typeof frame === 'string' ? frame : JSON.stringify(frame)
    for (const handler of this.texts) handler(text)
  }
  /** the connection breaks */
  break(): void {
    this.isOpen = false
    for (const handler of this.ended) handler()
  }
}

/** A phone whose time stands still until a test moves it. */
export class FakePlatform implements Platform {
  time = 1_700_000_000_000
  /** what `random()` gives */
  luck = 0.5
  system = 'zh_CN'
  /** sockets swallow what is sent */
  deaf = false
  readonly sockets: FakeSocket[] = []
  readonly requests: FakeRequest[] = []
  readonly uploads: FakeUpload[] = []
  readonly stored = new Map<string, string>()
  /** files that survive a restart, by the id they are kept under */
  readonly kept = new Map<string, LocalFile>()
  /** there is no room for files */
  isFull = false
  private timers: Timer[] = []
  private readonly shows: (() => void)[] = []
  private readonly networks: ((connected: boolean, type: string) => void)[] = []

  get socket(): FakeSocket {
    const socket = this.sockets[this.sockets.length - 1]
    if (!socket) throw new Error('nothing was dialled')
    return socket
  }

  now(): number {
    return this.time
  }
  random(): number {
    return this.luck
  }
  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter((other) => other !== timer)
    }
  }
  connect(url: string): PlatformSocket {
    const socket = new FakeSocket(url, () => this.deaf)
    this.sockets.push(socket)
    return socket
  }
  request(
    method: 'GET' | 'POST',
    { url, token }: PlatformRequest,
    answered: (answer: PlatformAnswer | null) => void,
  ): void {
    this.requests.push(new FakeRequest(method, url, token, answered))
  }
  upload(request: PlatformRequest, { path }: { path: string }, handlers: UploadHandlers): () => void {
    const upload = new FakeUpload(request, path, handlers)
    this.uploads.push(upload)
    return () => {
      upload.isGivenUp = true
    }
  }
  /** The newest upload. */
  get lastUpload(): FakeUpload {
    const upload = this.uploads[this.uploads.length - 1]
    if (!upload) throw new Error('nothing was uploaded')
    return upload
  }
  readonly files = {
    keep: (id: string, file: LocalFile): string => {
      if (this.isFull) return file.path
      this.kept.set(id, file)
      return `kept/${id}/${file.name}`
    },
    release: (id: string): void => {
      this.kept.delete(id)
    },
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
    return this.system
  }

  /** Lets time pass, running what falls due in order. */
  pass(ms: number): void {
    const until = this.time + ms
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.timers = this.timers.filter((timer) => timer !== next)
      this.time = Math.max(this.time, next.at)
      next.run()
    }
    this.time = until
  }
  show(): void {
    for (const handler of this.shows) handler()
  }
  network(connected: boolean, type = 'wifi'): void {
    for (const handler of this.networks) handler(connected, type)
  }
}
