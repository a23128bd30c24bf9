import { type Fields, fields, number, text } from '../record'
import { ApiEvent, ApiFailure, asynchronous, fail, succeed } from './api'

/** WeChat's limit on open sockets. */
const MAX_SOCKETS = 5

const open = new Set<SocketTask>()

/** One connection, as `wx.connectSocket` returns it. A browser cannot send the `header` that WeChat can. */
class SocketTask {
  private readonly socket: WebSocket
  private readonly opened = new ApiEvent<Fields>()
  private readonly received = new ApiEvent<Fields>()
  private readonly failed = new ApiEvent<Fields>()
  private readonly closed = new ApiEvent<Fields>()
  readonly onOpen = this.opened.on
  readonly onMessage = this.received.on
  readonly onError = this.failed.on
  readonly onClose = this.closed.on

  constructor(url: string, protocols: string[], timeout: number) {
    this.socket = new WebSocket(url, protocols)
    this.socket.binaryType = 'arraybuffer'
    const timer = setTimeout(() => {
      if (this.readyState !== WebSocket.CONNECTING) return
      this.failed.emit({ errMsg: 'timeout' })
      this.socket.close()
    }, timeout)
    this.socket.addEventListener('open', () => {
      clearTimeout(timer)
      this.opened.emit({ header: {}, profile: {} })
    })
    this.socket.addEventListener('message', ({ data }) => this.received.emit({ data }))
    this.socket.addEventListener('error', () => this.failed.emit({ errMsg: `connection to ${url} failed` }))
    this.socket.addEventListener('close', ({ code, reason }) => {
      clearTimeout(timer)
      open.delete(this)
      this.closed.emit({ code, reason })
    })
  }

  get readyState(): number {
    return this.socket.readyState
  }

  readonly send = asynchronous('sendSocketMessage', ({ data }) => {
    if (this.readyState !== WebSocket.OPEN) throw new ApiFailure('SocketTask.readyState is not OPEN')
    this.socket.send(data instanceof ArrayBuffer ? data : text(data))
  })

  readonly close = asynchronous('closeSocket', ({ code, reason }) => {
    if (this.readyState >= WebSocket.CLOSING) throw new ApiFailure('SocketTask.readyState is not OPEN')
    // a browser lets a page close with 1000 or with a number of its own
    this.socket.close(
      number(code, 1000) === 1000 || number(code, 1000) >= 3000 ? number(code, 1000) : 1000,
      text(reason),
    )
  })
}

/** What is returned where there is no connection: it takes listeners and calls none. */
const deadTask = () => {
  const none = () => {}
  const send = asynchronous('sendSocketMessage', () => {
    throw new ApiFailure('SocketTask.readyState is not OPEN')
  })
  return {
    readyState: WebSocket.CLOSED,
    onOpen: none,
    onMessage: none,
    onError: none,
    onClose: none,
    send,
    close: send,
  }
}

/** `wx.connectSocket`: a real WebSocket. */
export function connectSocket(given: unknown): object {
  const options = fields(given)
  if (open.size >= MAX_SOCKETS) {
    queueMicrotask(() => fail('connectSocket', options, new ApiFailure('max connected reached')))
    return deadTask()
  }
  try {
    const protocols = Array.isArray(options.protocols) ? options.protocols.map((name) => text(name)) : []
    const task = new SocketTask(text(options.url), protocols, number(options.timeout, 60_000))
    open.add(task)
    queueMicrotask(() => succeed('connectSocket', options, { socketTaskId: open.size }))
    return task
  } catch (error) {
    queueMicrotask(() => fail('connectSocket', options, error))
    return deadTask()
  }
}
