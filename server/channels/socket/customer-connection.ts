import { CustomerClientFrame, type CustomerEntries } from '@ccc-store/core/protocol'
import { authenticateCustomer, type CustomerIdentity } from '../../app/accounts/authenticate'
import type { AppContext } from '../../app/context'
import { admitCustomerCommand } from '../../app/conversation/admit-command'
import { customerCommand } from '../../app/conversation/customer-command'
import { type CustomerView, customerView } from '../../app/conversation/customer-view'
import { markRead } from '../../app/conversation/read-marks'
import { historyPage, pagesOfWelcome, welcomeCustomer } from '../../app/conversation/welcome'
import { topics } from '../../bus/bus'
import type { QueueNotices } from '../../bus/queue-notices'
import { Subscriptions } from '../../bus/subscriptions'
import { scopes } from '../../store/store'
import { type Arrival, Connection } from './connection'
import { frameReader } from './frame-reader'
import { helloExpected } from './socket-line'

type Frame = CustomerClientFrame

const readFrame = frameReader(CustomerClientFrame.anyOf)

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
  private readonly watchPlace: ReturnType<QueueNotices['watcher']>
  private readonly typing: Subscriptions

  constructor(
    context: AppContext,
    private readonly arrival: Arrival,
  ) {
    super(context, arrival, readFrame)
    this.watchPlace = context.queueNotices.watcher(() => this.pump.poke())
    this.typing = new Subscriptions(context.bus, () => this.line.send({ t: 'typing' }))
    arrival.socket.on('close', () => {
      this.typing.set([])
      this.watchPlace(undefined)
    })
  }

  override async onFrame(frame: Frame, bytes: number): Promise<void> {
    if (frame.t === 'ping') return this.line.send({ t: 'pong' })
    if (frame.t === 'hello') return this.hello(frame)
    if (!this.greeted) throw helloExpected()
    const { customer, ivrId } = this.greeted
    if (frame.t === 'history') {
      return this.answer(customer.customerId, async () =>
        this.line.send(await historyPage(this.context, customer.conversationId, frame.before)),
      )
    }
    if (frame.t === 'read' || frame.t === 'typing') return this.mark(customer, frame)
    const admit = () => admitCustomerCommand(this.context, customer.customerId, bytes)
    return this.carryOut(scopes.conversation(customer.conversationId), frame.id, admit, (tx) =>
      customerCommand(tx, customer, { ivrId, idleMs: this.context.flowIdleMs }, frame),
    )
  }

  /** What is neither acknowledged nor logged. */
  private async mark(customer: CustomerIdentity, frame: Extract<Frame, { t: 'read' | 'typing' }>): Promise<void> {
    const { bus, store } = this.context
    const { conversationId } = customer
    if (!(await this.mayMark(customer.customerId))) return
    if (frame.t === 'typing') bus.publish([topics.typing('customer', conversationId)])
    else
      await store.write(scopes.conversation(conversationId), (tx) =>
        markRead(tx, 'customer', conversationId, frame.seq),
      )
  }

  private async hello(frame: Extract<Frame, { t: 'hello' }>): Promise<void> {
    this.line.helloHeard()
    this.checkVersion(frame.v)
    const authenticate = () => this.context.store.read((view) => authenticateCustomer(view, frame.token))
    const { epoch, expiresAt, ...customer } = await authenticate()
    await this.context.limiter.take('historyPerPerson', customer.customerId, pagesOfWelcome(frame.position))
    // who has left meanwhile is not watched over
    if (this.line.isClosed) return
    this.line.helloReceived()
    this.arrival.seat.takenBy('customer', customer.customerId, () => this.giveWay())
    this.watchLogin(customer.customerId, expiresAt, authenticate)
    // watch first, read then: what is committed in between is read, not missed
    this.subscriptions.set([topics.conversation(customer.conversationId)])
    this.typing.set([topics.typing('agent', customer.conversationId)])
    const { welcome, view } = await welcomeCustomer(this.context, { ...customer, epoch }, frame.position)
    if (this.line.isClosed) return
    this.greeted = { customer, ivrId: frame.ivrId, cursor: view.head, state: JSON.stringify(view.state) }
    this.watchPlace(view.place)
    this.line.send(welcome)
    this.pump.poke()
  }

  protected override async forward(): Promise<void> {
    const { greeted } = this
    if (!greeted) return
    const view = await this.read(greeted.customer, greeted.cursor, Number.MAX_SAFE_INTEGER)
    // a new hello has been answered meanwhile, and goes on from there
    if (this.greeted !== greeted || this.line.isClosed) return
    const state = JSON.stringify(view.state)
    this.watchPlace(view.place)
    if (view.entries.length === 0 && state === greeted.state) return
    greeted.cursor = view.head
    greeted.state = state
    const frame: CustomerEntries = { t: 'entries', entries: this.withLinks(view.entries), state: view.state }
    this.line.send(frame)
  }

  private read(customer: CustomerIdentity, after: number, limit: number): Promise<CustomerView> {
    return customerView(this.context, customer.conversationId, after, limit)
  }
}
