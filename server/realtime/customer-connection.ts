import {
  CustomerClientFrame,
  type CustomerEntries,
  type CustomerWelcome,
  type HistoryPage,
  MAX_RESUME_ENTRIES,
  PAGE_ENTRIES,
  type Position,
} from '@ccc-store/core/protocol'
import type { FastifyBaseLogger } from 'fastify'
import type { WebSocket } from 'ws'
import { authenticateCustomer, type CustomerIdentity } from '../app/authenticate'
import type { AppContext } from '../app/context'
import { customerCommand } from '../app/customer-command'
import { type CustomerView, customerView } from '../app/customer-view'
import { topics } from '../bus/bus'
import { entriesBefore } from '../store/entries'
import { Connection } from './connection'
import { helloExpected } from './socket-line'

type Frame = CustomerClientFrame

/** What is known once hello was accepted. */
interface Greeted {
  customer: CustomerIdentity
  ivrId: string
  /** seq of the last entry sent */
  cursor: number
  /** the state last sent, as JSON */
  state: string
}

/** A customer's socket: the log of one conversation, and where its newest session stands. */
export class CustomerConnection extends Connection<(typeof CustomerClientFrame.anyOf)[number]> {
  private greeted: Greeted | undefined

  constructor(context: AppContext, socket: WebSocket, log: FastifyBaseLogger) {
    super(context, socket, log, CustomerClientFrame.anyOf)
  }

  protected override async onFrame(frame: Frame): Promise<void> {
    if (frame.t === 'ping') return this.line.send({ t: 'pong' })
    if (frame.t === 'hello') return this.hello(frame)
    if (!this.greeted) throw helloExpected()
    if (frame.t === 'history') return this.history(this.greeted, frame.before)
    const { customer, ivrId } = this.greeted
    try {
      await this.context.limiter.take('commandsPerCustomer', customer.customerId)
    } catch (error) {
      return this.line.nack(frame.id, error)
    }
    return this.carryOut(frame.id, (tx) => customerCommand(tx, customer, ivrId, frame))
  }

  private async hello(frame: Extract<Frame, { t: 'hello' }>): Promise<void> {
    this.checkVersion(frame.v)
    const { epoch, ...customer } = await authenticateCustomer(
      this.context.database,
      frame.token,
      this.context.clock.now(),
    )
    this.line.helloReceived()
    // watch first, read then: what is committed in between is read, not missed
    this.subscriptions.set([topics.conversation(customer.conversationId)])
    const { welcome, view } = await this.welcome(customer, epoch, frame.position)
    this.greeted = { customer, ivrId: frame.ivrId, cursor: view.head, state: JSON.stringify(view.state) }
    this.watch(this.greeted, view)
    this.line.send(welcome)
    this.pump.poke()
  }

  /** P4: exactly what was missed, or an explicit reset; never a part. */
  private async welcome(customer: CustomerIdentity, epoch: string, position: Position | null) {
    let view: CustomerView | undefined
    if (position?.epoch === epoch) {
      view = await this.read(customer, position.seq, MAX_RESUME_ENTRIES)
      const missed = view.head - position.seq
      if (missed < 0 || missed > MAX_RESUME_ENTRIES) view = undefined
    }
    const mode = view ? 'resume' : 'reset'
    view ??= await this.read(customer, 0, PAGE_ENTRIES)
    const welcome: CustomerWelcome = {
      t: 'welcome',
      mode,
      epoch,
      head: view.head,
      entries: view.entries,
      state: view.state,
    }
    return { welcome, view }
  }

  protected override async forward(): Promise<void> {
    const { greeted } = this
    if (!greeted) return
    const view = await this.read(greeted.customer, greeted.cursor, Number.MAX_SAFE_INTEGER)
    // a new hello has been answered meanwhile, and goes on from there
    if (this.greeted !== greeted) return
    const state = JSON.stringify(view.state)
    this.watch(greeted, view)
    if (view.entries.length === 0 && state === greeted.state) return
    greeted.cursor = view.head
    greeted.state = state
    const frame: CustomerEntries = { t: 'entries', entries: view.entries, state: view.state }
    this.line.send(frame)
  }

  private async history(greeted: Greeted, before: number): Promise<void> {
    const { conversationId } = greeted.customer
    const entries = await entriesBefore(this.context.database, conversationId, before, PAGE_ENTRIES)
    const frame: HistoryPage = { t: 'history', before, entries }
    this.line.send(frame)
  }

  private read(customer: CustomerIdentity, after: number, limit: number): Promise<CustomerView> {
    return customerView(this.context.database, customer.conversationId, after, limit)
  }

  private watch({ customer }: Greeted, view: CustomerView): void {
    const queue = view.skillGroupId === undefined ? [] : [topics.queue(view.skillGroupId)]
    this.subscriptions.set([topics.conversation(customer.conversationId), ...queue])
  }
}
