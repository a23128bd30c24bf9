import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { CccError, CommandId, type ErrorFrame, MAX_FRAME_BYTES, type Nack, parseJson } from '@ccc-store/core/protocol'
import type { Static, TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { FastifyBaseLogger } from 'fastify'
import type { WebSocket } from 'ws'
import type { Clock } from '../../clock'
import { STRANGER_BYTES } from '../../config/policy'
import type { Rate } from '../../limits/rate'
import { corkForThisTurn } from './corks'
import { FramePace } from './frame-pace'
import type { FrameReader } from './frame-reader'
import { nothing } from './nothing'

/** Bytes waiting for a client that does not read; beyond it the client is cut off and resumes when it can. */
const MAX_BUFFERED_BYTES = 4 * 1_024 * 1_024

/**
 * Frames in a row that cannot be understood before the socket is closed: no honest client gets there. Before hello every
 * frame counts, and none sets the count back.
 */
const MAX_GARBAGE = 20

/** RFC 6455 and IANA close codes. */
const CLOSE = { policyViolation: 1008, tooBig: 1009, serviceRestart: 1012, tryAgainLater: 1013 } as const

/** Frames that wait to be acted on before the socket is read no further: its sender then waits, not our memory. */
const MAX_WAITING_FRAMES = 64

const HELLO_SECONDS = 10

/** A client that was told that its socket is closed, and does not answer, is cut off after this long. */
const CLOSE_WITHIN_MS = 5_000

/** A socket must say who it is first, and soon. */
export const helloExpected = () => new CccError('HELLO_EXPECTED', { seconds: HELLO_SECONDS })

export interface LineHandlers<Frame> {
  /**
   * Called for one frame after the other, never two at once. What it throws is answered to the client.
   * @param bytes of its text
   */
  onFrame(frame: Frame, bytes: number): Promise<void>
  onClosed(): void
}

/** A WebSocket, and the TCP connection under it. */
export interface SocketPair {
  socket: WebSocket
  raw: Socket
}

/** One socket: reads frames by their schemas, answers what cannot be understood, writes frames. */
export class SocketLine<Member extends TSchema> {
  private readonly socket: WebSocket
  private readonly raw: Socket
  private garbage = 0
  private isStranger = true
  private isAlive = true
  private closed = false
  private readonly waiting: string[] = []
  private reading = false
  private readonly pace: FramePace
  private stopWaiting = nothing
  private stopCounting = nothing

  /** @param rate how fast it is read */
  constructor(
    { socket, raw }: SocketPair,
    private readonly readFrame: FrameReader<Member>,
    private readonly log: FastifyBaseLogger,
    private readonly options: { clock: Clock; rate: Rate | undefined },
    private readonly handlers: LineHandlers<Static<Member>>,
  ) {
    const { clock, rate } = options
    this.socket = socket
    this.raw = raw
    this.pace = new FramePace(rate, clock)
    this.stopWaiting = clock.at(clock.now() + HELLO_SECONDS * 1_000, () => this.fail(helloExpected()))
    this.countBytes(raw)
    socket.on('message', (data, isBinary) => this.receive(data.toString(), isBinary))
    socket.on('pong', () => {
      this.isAlive = true
    })
    socket.on('error', (error) => log.info({ reason: error.message }, 'socket error'))
    socket.on('close', () => {
      this.closed = true
      this.pace.stop()
      this.stopWaiting()
      handlers.onClosed()
    })
  }

  /** A hello has come; whether it is good is not known yet. */
  helloHeard(): void {
    this.stopCounting()
    this.stopCounting = nothing
  }

  /** The client has said who it is. */
  helloReceived(): void {
    this.isStranger = false
    this.garbage = 0
    this.stopWaiting()
    this.stopWaiting = nothing
  }

  /** Nothing that is sent arrives any more. */
  get isClosed(): boolean {
    return this.closed
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
    corkForThisTurn(this.raw)
    this.socket.send(JSON.stringify(frame))
  }

  /** Asks whether the other side is still there. One that did not answer the last time is cut off. */
  beat(): void {
    if (this.closed) return
    if (!this.isAlive) {
      this.log.info('client does not answer, cut off')
      this.socket.terminate()
      return
    }
    this.isAlive = false
    this.socket.ping()
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
    const { clock } = this.options
    const cancel = clock.at(clock.now() + CLOSE_WITHIN_MS, () => this.socket.terminate())
    this.socket.once('close', cancel)
    // a socket that is not read does not see the other side close
    if (this.socket.isPaused) this.socket.resume()
  }

  /** Answers that one command was refused. */
  nack(id: string, error: unknown): void {
    const nack: Nack = { t: 'nack', id, error: this.asCccError(error).toWire() }
    this.send(nack)
  }

  /** ws bounds a frame only when it is whole, and for all sockets alike: a stranger's unfinished one is bounded here. */
  private countBytes(raw: Socket): void {
    let bytes = 0
    const onData = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= STRANGER_BYTES) return
      this.stopCounting()
      this.sendError(new CccError('FRAME_TOO_LARGE', { limit: STRANGER_BYTES }), true)
      this.closed = true
      this.socket.close(CLOSE.tooBig)
      // what is still to come of the frame is not waited for
      raw.destroySoon()
    }
    this.stopCounting = () => raw.off('data', onData)
    raw.on('data', onData)
  }

  private receive(text: string, isBinary: boolean): void {
    if (this.closed) return
    this.isAlive = true
    this.waiting.push(isBinary ? '' : text)
    if (this.waiting.length >= MAX_WAITING_FRAMES) this.socket.pause()
    if (!this.reading) void this.readAll()
  }

  private async readAll(): Promise<void> {
    this.reading = true
    for (let text = this.waiting.shift(); text !== undefined && !this.closed; text = this.waiting.shift()) {
      const room = this.pace.take()
      if (room) {
        this.socket.pause()
        await room
      }
      await this.read(text)
      if (this.socket.isPaused && this.waiting.length === 0) this.socket.resume()
    }
    this.reading = false
  }

  private async read(text: string): Promise<void> {
    let input: unknown
    let frame: Static<Member>
    let bytes: number
    try {
      bytes = Buffer.byteLength(text)
      if (bytes > MAX_FRAME_BYTES) throw new CccError('FRAME_TOO_LARGE', { limit: MAX_FRAME_BYTES })
      input = parseJson(text)
      frame = this.readFrame(input)
    } catch (error) {
      this.refuse(input, error)
      return
    }
    if (!this.isStranger) this.garbage = 0
    else if (this.isOneTooMany()) return this.fail(helloExpected())
    try {
      await this.handlers.onFrame(frame, bytes)
    } catch (error) {
      this.fail(error)
    }
  }

  /** A command that is malformed but names its id is refused by it, so that its sender can tell its user. */
  private refuse(input: unknown, error: unknown): void {
    const id = commandIdOf(input)
    if (this.isOneTooMany()) this.fail(error)
    else if (id === undefined) this.sendError(this.asCccError(error), false)
    else this.nack(id, error)
  }

  private isOneTooMany(): boolean {
    this.garbage += 1
    return this.garbage >= MAX_GARBAGE
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

function commandIdOf(input: unknown): string | undefined {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : undefined
  return Value.Check(CommandId, id) ? id : undefined
}
