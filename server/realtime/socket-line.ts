import { randomUUID } from 'node:crypto'
import { CccError, CommandId, type ErrorFrame, MAX_FRAME_BYTES, type Nack, parseFrame } from '@ccc-store/core/protocol'
import type { Static, TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { FastifyBaseLogger } from 'fastify'
import type { WebSocket } from 'ws'
import type { Clock } from '../clock'

/** Bytes waiting for a client that does not read; beyond it the client is cut off and resumes when it can. */
const MAX_BUFFERED_BYTES = 4 * 1_024 * 1_024

/** Frames in a row that cannot be understood before the socket is closed: no honest client gets there. */
const MAX_GARBAGE = 20

/** RFC 6455 and IANA close codes. */
const CLOSE = { policyViolation: 1008, tooBig: 1009, serviceRestart: 1012, tryAgainLater: 1013 } as const

/** Frames that wait to be acted on before the socket is read no further: its sender then waits, not our memory. */
const MAX_WAITING_FRAMES = 64

const HELLO_SECONDS = 10

/** A socket must say who it is first, and soon. */
export const helloExpected = () => new CccError('HELLO_EXPECTED', { seconds: HELLO_SECONDS })

export interface LineHandlers<Frame> {
  /** Called for one frame after the other, never two at once. What it throws is answered to the client. */
  onFrame(frame: Frame): Promise<void>
  onClosed(): void
}

/** One socket: reads frames by their schemas, answers what cannot be understood, writes frames. */
export class SocketLine<Member extends TSchema> {
  private garbage = 0
  private closed = false
  private readonly waiting: string[] = []
  private reading = false
  private readonly stopWaiting: () => void

  constructor(
    private readonly socket: WebSocket,
    private readonly members: readonly Member[],
    private readonly log: FastifyBaseLogger,
    clock: Clock,
    private readonly handlers: LineHandlers<Static<Member>>,
  ) {
    this.stopWaiting = clock.at(clock.now() + HELLO_SECONDS * 1_000, () => this.fail(helloExpected()))
    socket.on('message', (data, isBinary) => this.receive(data.toString(), isBinary))
    socket.on('error', (error) => log.info({ reason: error.message }, 'socket error'))
    socket.on('close', () => {
      this.closed = true
      this.stopWaiting()
      handlers.onClosed()
    })
  }

  /** The client has said who it is. */
  helloReceived(): void {
    this.stopWaiting()
  }

  send(frame: object): void {
    if (this.closed) return
    if (this.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.closed = true
      this.log.warn('client reads too slowly, cut off')
      // what is buffered would be waited for
      this.socket.terminate()
      return
    }
    this.socket.send(JSON.stringify(frame))
  }

  /** Answers an error that concerns the whole connection, and closes it. */
  fail(error: unknown): void {
    const known = this.asCccError(error)
    this.sendError(known, true)
    const { code } = known
    const restart = code === 'SERVER_STOPPING'
    this.socket.close(
      restart ? CLOSE.serviceRestart : known.status >= 500 ? CLOSE.tryAgainLater : CLOSE.policyViolation,
      code,
    )
    this.closed = true
    // a socket that is not read does not see the other side close
    if (this.socket.isPaused) this.socket.resume()
  }

  /** Answers that one command was refused. */
  nack(id: string, error: unknown): void {
    const nack: Nack = { t: 'nack', id, error: this.asCccError(error).toWire() }
    this.send(nack)
  }

  private receive(text: string, isBinary: boolean): void {
    if (this.closed) return
    this.waiting.push(isBinary ? '' : text)
    if (this.waiting.length >= MAX_WAITING_FRAMES) this.socket.pause()
    if (!this.reading) void this.readAll()
  }

  private async readAll(): Promise<void> {
    this.reading = true
    for (let text = this.waiting.shift(); text !== undefined && !this.closed; text = this.waiting.shift()) {
      await this.read(text)
      if (this.socket.isPaused && this.waiting.length === 0) this.socket.resume()
    }
    this.reading = false
  }

  private async read(text: string): Promise<void> {
    let frame: Static<Member>
    try {
      if (Buffer.byteLength(text) > MAX_FRAME_BYTES) throw new CccError('FRAME_TOO_LARGE', { limit: MAX_FRAME_BYTES })
      frame = parseFrame(this.members, text)
    } catch (error) {
      this.refuse(text, error)
      return
    }
    this.garbage = 0
    try {
      await this.handlers.onFrame(frame)
    } catch (error) {
      this.fail(error)
    }
  }

  /** A command that is malformed but names its id is refused by it, so that its sender can tell its user. */
  private refuse(text: string, error: unknown): void {
    this.garbage += 1
    const id = commandIdOf(text)
    if (this.garbage >= MAX_GARBAGE) this.fail(error)
    else if (id === undefined) this.sendError(this.asCccError(error), false)
    else this.nack(id, error)
  }

  private sendError(error: CccError, fatal: boolean): void {
    const frame: ErrorFrame = { t: 'error', error: error.toWire(), fatal }
    this.send(frame)
  }

  private asCccError(error: unknown): CccError {
    if (error instanceof CccError) return error
    const reference = randomUUID()
    this.log.error({ err: error, reference }, 'unexpected error on a socket')
    return new CccError('INTERNAL', { reference })
  }
}

function commandIdOf(text: string): string | undefined {
  if (Buffer.byteLength(text) > MAX_FRAME_BYTES) return undefined
  try {
    const { id } = JSON.parse(text)
    return Value.Check(CommandId, id) ? id : undefined
  } catch {
    return undefined
  }
}
