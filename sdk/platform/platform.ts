/** One socket; the handlers may be called in any order and also after `close`. */
export interface PlatformSocket {
  /** `failed` is called when the text could not be handed to the network */
  send(text: string, failed: () => void): void
  close(): void
  onOpen(handler: () => void): void
  onText(handler: (text: string) => void): void
  /** closed by either side, or never opened */
  onEnd(handler: () => void): void
}

/** Keeps JSON values across restarts of the mini-program. */
export interface PlatformStorage {
  read(key: string): unknown
  write(key: string, value: unknown): void
}

/** What the SDK needs of the phone, so that tests can stand in for it. Times are milliseconds. */
export interface Platform {
  now(): number
  /** 0 ≤ random() < 1 */
  random(): number
  /** @returns cancels the timer */
  after(ms: number, run: () => void): () => void
  connect(url: string): PlatformSocket
  storage: PlatformStorage
  /** the mini-program came to the foreground */
  onShow(handler: () => void): void
  /** `type` names the kind of network: wifi, 4g, … */
  onNetwork(handler: (connected: boolean, type: string) => void): void
  /** as the system names it: `zh_CN`, `en`, … */
  language(): string
}
