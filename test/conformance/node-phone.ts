import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import WebSocket from 'ws'
import type { Platform, PlatformAnswer, PlatformSocket } from '../../sdk/platform/platform'

/** What the SDK needs of a phone, made of real sockets and requests. Files are those of this machine. */
export class NodePhone implements Platform {
  /** sockets that are open */
  readonly sockets = new Set<WebSocket>()
  /** after this many more uploads whose answer gets lost, they arrive */
  losesUploadAnswers = 0
  private readonly stored = new Map<string, string>()

  now = () => Date.now()
  random = () => Math.random()
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  }
  connect(url: string): PlatformSocket {
    const socket = new WebSocket(url)
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket))
    return {
      send: (text, failed) => socket.send(text, (error) => error && failed()),
      close: () => socket.close(),
      onOpen: (handler) => socket.on('open', handler),
      onText: (handler) => socket.on('message', (data) => handler(data.toString())),
      onEnd: (handler) => {
        socket.on('close', handler)
        socket.on('error', handler)
      },
    }
  }
  /** Cuts every line without a word. */
  cut(): void {
    for (const socket of this.sockets) socket.terminate()
  }
  request(
    method: 'GET' | 'POST',
    { url, token }: { url: string; token: string },
    answered: (answer: PlatformAnswer | null) => void,
  ): void {
    const json = method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : { headers: {} }
    fetch(url, { method, ...json, headers: { ...json.headers, authorization: `Bearer ${token}` } })
      .then(async (response) => ({ status: response.status, body: await response.json() }))
      .then(answered, () => answered(null))
  }
  upload: Platform['upload'] = ({ url, token }, { path, poster }, handlers) => {
    const body = new FormData()
    if (poster) body.append('poster', readFileSync(poster, 'base64'))
    body.append('file', new Blob([new Uint8Array(readFileSync(path))]), basename(path))
    const sent = fetch(url, { method: 'POST', body, headers: { authorization: `Bearer ${token}` } })
    sent
      .then(async (response) => ({ status: response.status, body: await response.json() }))
      .then(
        (answer) => {
          this.losesUploadAnswers -= 1
          if (this.losesUploadAnswers >= 0) handlers.failed('network')
          else handlers.answered(answer)
        },
        () => handlers.failed('network'),
      )
    return () => {}
  }
  readonly storage = {
    read: (key: string): unknown => JSON.parse(this.stored.get(key) ?? '""'),
    write: (key: string, value: unknown): void => {
      this.stored.set(key, JSON.stringify(value))
    },
  }
  readonly files = { keep: (_: string, { path }: { path: string }) => path, release: () => {} }
  onShow(): void {}
  onNetwork(): void {}
  language = () => 'en'
}
