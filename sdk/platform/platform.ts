import type { LocalFile } from './local-file'

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

/** Keeps files across restarts of the mini-program, each under the id of the command that sends it. */
export interface PlatformFiles {
  /** @returns where the file is from now on: its old path when there is no room for it */
  keep(id: string, file: LocalFile): string
  /** Gives the room back; nothing happens when there is no such file. */
  release(id: string): void
}

/** What a server said; `body` is parsed JSON, undefined when it is none. */
export interface PlatformAnswer {
  status: number
  body: unknown
}

/** One request; the token goes out as `Authorization: Bearer`. */
export interface PlatformRequest {
  url: string
  token: string
}

/** What becomes of an upload: any number of `progress`, then one of the others, unless it was given up before. */
export interface UploadHandlers {
  /** 0–100 */
  progress(percent: number): void
  answered(answer: PlatformAnswer): void
  /** `gone`: the file is no longer on the phone; `forbidden`: WeChat lets no file go there; `network`: no answer came */
  failed(why: 'gone' | 'forbidden' | 'network'): void
}

/** What the SDK needs of the phone, so that tests can stand in for it. Times are milliseconds. */
export interface Platform {
  now(): number
  /** 0 ≤ random() < 1 */
  random(): number
  /** @returns cancels the timer */
  after(ms: number, run: () => void): () => void
  connect(url: string): PlatformSocket
  /** `answered` gets null when no answer came */
  request(method: 'GET' | 'POST', request: PlatformRequest, answered: (answer: PlatformAnswer | null) => void): void
  /**
   * Sends a file as multipart/form-data in a part named `file`, with the first frame of a film as a field `poster`.
   * @returns gives it up
   */
  upload(request: PlatformRequest, file: Pick<LocalFile, 'path' | 'poster'>, handlers: UploadHandlers): () => void
  storage: PlatformStorage
  files: PlatformFiles
  /** the mini-program came to the foreground */
  onShow(handler: () => void): void
  /** `type` names the kind of network: wifi, 4g, … */
  onNetwork(handler: (connected: boolean, type: string) => void): void
  /** as the system names it: `zh_CN`, `en`, … */
  language(): string
}
