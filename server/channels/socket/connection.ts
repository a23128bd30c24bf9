import { CccError, type Entry, type ErrorFrame, PROTOCOL_VERSION } from '@ccc-store/core/protocol'
import type { Static, TSchema } from '@sinclair/typebox'
import type { FastifyBaseLogger } from 'fastify'
import type { AppContext } from '../../app/context'
import { topics } from '../../bus/bus'
import { Pump } from '../../bus/pump'
import { Subscriptions } from '../../bus/subscriptions'
import type { Tx } from '../../store/store'
import type { FrameReader } from './frame-reader'
import { nothing } from './nothing'
import type { Seat } from './socket-census'
import { type LineHandlers, SocketLine, type SocketPair } from './socket-line'

/** Commands of one socket that are carried out at once; further ones wait to be read. */
const MAX_UNDER_WAY = 64

/** A socket that has just been opened. */
export interface Arrival extends SocketPair {
  log: FastifyBaseLogger
  seat: Seat
}

/**
 * What the sockets of customers and agents have in common. Each reads the log from its own cursor; hints only say when
 * (DESIGN: a notification is only a hint), so that what is sent is gapless and in order whatever is lost or repeated
 * (P3, P4).
 */
export abstract class Connection<Member extends TSchema> implements LineHandlers<Static<Member>> {
  protected readonly line: SocketLine<Member>
  protected readonly subscriptions: Subscriptions
  protected readonly pump: Pump
  private readonly logins: Subscriptions
  private checkLogin: (() => Promise<unknown>) | undefined
  private cancelEnd = nothing
  private underWay = 0
  private whenRoom = nothing

  constructor(
    protected readonly context: AppContext,
    { log, ...sockets }: Arrival,
    readFrame: FrameReader<Member>,
  ) {
    this.pump = new Pump(
      () => this.forward(),
      (error) => this.line.fail(error),
    )
    this.subscriptions = new Subscriptions(context.bus, (topic) => this.hinted(topic))
    this.logins = new Subscriptions(context.bus, () => {
      this.checkLogin?.().catch((error) => this.line.fail(error))
    })
    const pace = { clock: context.clock, rate: context.limiter.framesPerSocket }
    this.line = new SocketLine(sockets, readFrame, log, pace, this)
  }

  onClosed(): void {
    this.pump.stop()
    this.subscriptions.set([])
    this.logins.set([])
    this.cancelEnd()
  }

  /** Once in a while: is the client still there, and did a hint get lost? */
  beat(): void {
    this.line.beat()
    this.hintLost()
  }

  /** Tells the client to come back shortly. */
  shutDown(): void {
    this.line.fail(new CccError('SERVER_STOPPING'))
  }

  /** The same person has opened one socket too many, and this is the oldest. */
  protected giveWay(): void {
    this.line.fail(new CccError('SOCKET_REPLACED'))
  }

  /** @param bytes of its text */
  abstract onFrame(frame: Static<Member>, bytes: number): Promise<void>

  /** Anything may have changed without a word of it. */
  protected hintLost(): void {
    this.pump.poke()
  }

  /** Somebody said that this may have changed. */
  protected hinted(_topic: string): void {
    this.pump.poke()
  }

  /** Sends what is new since it was last called. */
  protected abstract forward(): Promise<void>

  /** @throws CccError PROTOCOL_VERSION */
  protected checkVersion(version: number): void {
    if (version === PROTOCOL_VERSION) return
    throw new CccError('PROTOCOL_VERSION', { version, supported: PROTOCOL_VERSION })
  }

  /**
   * Who logs out is cut off, and so is everybody when their token ends.
   * @param expiresAt when it does, ms since 1970
   * @param check throws when the token that the socket was opened with is good no longer
   */
  protected watchLogin(subjectId: string, expiresAt: number, check: () => Promise<unknown>): void {
    this.checkLogin = check
    this.cancelEnd()
    this.cancelEnd = this.context.clock.at(expiresAt, () => this.line.fail(new CccError('UNAUTHENTICATED')))
    this.logins.set([topics.login(subjectId)])
  }

  /** The same entries, with links to their files. */
  protected withLinks(entries: readonly Entry[]): Entry[] {
    return this.context.links.addTo(entries, this.context.clock.now())
  }

  /** Whether this person's read marks and signs of typing are few enough; those that are not are passed over. */
  protected async mayMark(personId: string): Promise<boolean> {
    try {
      await this.context.limiter.take('marksPerPerson', personId)
      return true
    } catch {
      return false
    }
  }

  /** Answers a request for a page of the log, or says why not; the socket stays open either way. */
  protected async answer(personId: string, page: () => Promise<void>): Promise<void> {
    try {
      await this.context.limiter.take('historyPerPerson', personId)
      await page()
    } catch (error) {
      if (!(error instanceof CccError)) throw error
      this.line.send({ t: 'error', error: error.toWire(), fatal: false } satisfies ErrorFrame)
    }
  }

  /**
   * Carries a command out and acknowledges it once it is durable (P1), or says why it was refused. Commands of one
   * socket are carried out in their order; several may share a commit.
   * @param admit throws when there is no room for it
   * @returns resolves when the next one may be looked at
   */
  protected async carryOut(
    scope: string,
    id: string,
    admit: () => Promise<void>,
    command: (tx: Tx) => Promise<number | undefined>,
  ): Promise<void> {
    try {
      await admit()
    } catch (error) {
      return this.line.nack(id, error)
    }
    this.underWay += 1
    void this.acknowledge(id, this.context.store.write(scope, command))
    if (this.underWay >= MAX_UNDER_WAY) await new Promise<void>((resolve) => (this.whenRoom = resolve))
  }

  private async acknowledge(id: string, command: Promise<number | undefined>): Promise<void> {
    try {
      this.line.send({ t: 'ack', id, seq: await command })
    } catch (error) {
      this.line.nack(id, error)
    } finally {
      this.underWay -= 1
      this.whenRoom()
    }
  }
}
