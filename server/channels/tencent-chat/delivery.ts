import { createHash } from 'node:crypto'
import { backoff, CccError, type Entry } from '@ccc-store/core/protocol'
import type { AppContext } from '../../app/context'
import { type CustomerView, customerView } from '../../app/conversation/customer-view'
import { topics } from '../../bus/bus'
import { Pump } from '../../bus/pump'
import type { QueueNotices } from '../../bus/queue-notices'
import { Subscriptions } from '../../bus/subscriptions'
import { scopes } from '../../store/store'
import { type CccData, cccJson } from './ccc-data'
import { isShownWhole, nativeElements } from './native-elements'
import { hiddenElement, typingPayload } from './plugin-payloads'
import type { OutgoingMessage, RestClient } from './rest-client'
import { RestError } from './rest-error'
import type { TencentOptions } from './tencent-options'

/** Entries read at once. */
const PAGE = 100
const LONGEST_WAIT_MS = 5 * 60_000

export interface DeliveryParts {
  context: AppContext
  rest: RestClient
  options: TencentOptions
  /** told of what went wrong; the delivery goes on by itself */
  onError(error: unknown, about: { conversationId: string; seq?: number }): void
}

export interface Target {
  conversationId: string
  userId: string
  epoch: string
  /** seq of the last entry that Tencent took */
  cursor: number
}

type Frame = NonNullable<CccData['frame']>

/**
 * Brings one conversation to Tencent Cloud Chat: walks its log from a durable cursor, one message for each entry, and
 * goes on only when Tencent has taken it (DESIGN rule 4). What goes wrong is tried again, ever more seldom.
 */
export class Delivery {
  private cursor: number
  /** the state last sent, as JSON */
  private state = ''
  private failures = 0
  private isBlocked = false
  private cancel = () => {}
  private readonly watchPlace: ReturnType<QueueNotices['watcher']>
  private readonly pump: Pump
  private readonly subscriptions: Subscriptions
  private readonly typing: Subscriptions
  /** when something last happened here, ms since 1970 */
  touchedAt: number

  constructor(
    private readonly parts: DeliveryParts,
    private readonly target: Target,
  ) {
    const { context } = parts
    this.cursor = target.cursor
    this.touchedAt = context.clock.now()
    this.pump = new Pump(
      () => this.walk(),
      (error) => this.failed(error),
    )
    this.watchPlace = context.queueNotices.watcher(() => this.poke())
    this.subscriptions = new Subscriptions(context.bus, () => this.poke())
    this.typing = new Subscriptions(context.bus, () => void this.tell({ t: 'typing' }, typingPayload))
    this.subscriptions.set([topics.conversation(target.conversationId)])
    this.typing.set([topics.typing('agent', target.conversationId)])
  }

  poke(): void {
    this.touchedAt = this.parts.context.clock.now()
    this.pump.poke()
  }

  stop(): void {
    this.cancel()
    this.pump.stop()
    this.subscriptions.set([])
    this.watchPlace(undefined)
    this.typing.set([])
  }

  /** Says what is not kept: an answer to a command, a sign of typing. It may get lost; nothing waits for it. */
  async tell(frame: Frame, payload: object = {}, at = this.parts.context.clock.now()): Promise<void> {
    try {
      await this.parts.rest.send(this.hidden({ frame, at }, payload))
    } catch (error) {
      this.parts.onError(error, { conversationId: this.target.conversationId })
    }
  }

  private async walk(): Promise<void> {
    const { clock } = this.parts.context
    const at = clock.now()
    const view = await this.read(at)
    if (!view) return
    const { entries, head } = view
    for (const entry of entries) {
      await this.deliver(entry)
      this.cursor = entry.seq
    }
    if (this.cursor < head) {
      this.pump.poke()
      return
    }
    // the one after the newest entry
    const state = JSON.stringify(view.state)
    if (state !== this.state) await this.tell({ t: 'entries', entries: [], state: view.state }, {}, at)
    this.state = state
    this.failures = 0
    this.watchPlace(view.place)
  }

  /** What is to be delivered next. @returns undefined when the customer may not be told anything */
  private async read(now: number): Promise<CustomerView | undefined> {
    const { context } = this.parts
    const { store, links } = context
    const { conversationId } = this.target
    try {
      const view = await customerView(context, conversationId, this.cursor, PAGE)
      this.isBlocked = false
      const isLong = view.head - this.cursor > PAGE
      const next = isLong
        ? await store.read((reads) => reads.log.between(conversationId, this.cursor, this.cursor + PAGE))
        : view.entries
      return { ...view, entries: links.addTo(next, now) }
    } catch (error) {
      if (!(error instanceof CccError)) throw error
      if (!this.isBlocked) await this.tell({ t: 'error', error: error.toWire(), fatal: true })
      this.isBlocked = true
      return undefined
    }
  }

  private async deliver(entry: Entry): Promise<void> {
    const { context, options, rest } = this.parts
    const { conversationId } = this.target
    const { seq } = entry
    const elements = nativeElements(entry, options.publicUrl)
    const isHidden = elements.length === 0
    // nothing here changes from one attempt to the next, or it would not be the same message
    const data = { seq, frame: { t: 'entries' as const, entries: [entry] }, at: entry.at }
    const numbers = numbersOf(`${conversationId}\n${this.target.epoch}\n${seq}`)
    let msgKey: string | undefined
    try {
      if (entry.body.kind === 'recall') await this.withdraw(entry.body.target)
      const message = isHidden ? this.hidden(data, {}) : this.visible(entry, elements, data)
      msgKey = await rest.send({ ...message, numbers })
    } catch (error) {
      if (!(error instanceof RestError && error.isAboutTheMessage)) throw error
      // our own clients see the gap and read the log
      this.parts.onError(error, { conversationId, seq })
    }
    await context.store.write(scopes.conversation(conversationId), async (tx) => {
      await tx.tencent.advance(conversationId, seq)
      if (msgKey !== undefined && !isHidden) {
        await tx.tencent.rememberMessage({ msgKey, conversationId, seq, sender: 'service' })
      }
    })
  }

  /** Takes a message back on Tencent's side too, where it is known. */
  private async withdraw(seq: number): Promise<void> {
    const { context, options, rest } = this.parts
    const { conversationId, userId } = this.target
    const message = await context.store.read(({ tencent }) => tencent.message({ conversationId, seq }))
    if (!message) return
    const { serviceAccount } = options
    const [from, to] = message.sender === 'customer' ? [userId, serviceAccount] : [serviceAccount, userId]
    try {
      await rest.withdraw(from, to, message.msgKey)
    } catch (error) {
      // 0: not reached, so it is tried again; otherwise it is gone there already, or cannot be had back
      if (error instanceof RestError && error.errorCode === 0) throw error
      this.parts.onError(error, { conversationId, seq })
    }
  }

  private visible(entry: Entry, elements: OutgoingMessage['elements'], data: Omit<CccData, 'epoch'>): OutgoingMessage {
    const { epoch, userId } = this.target
    const json = cccJson({ epoch, ...data }, Buffer.byteLength(JSON.stringify(elements)), isShownWhole(entry))
    return { to: userId, elements, cloudCustomData: JSON.stringify(json) }
  }

  private hidden(data: Omit<CccData, 'epoch'>, payload: object): OutgoingMessage {
    const { epoch, userId } = this.target
    // the JSON is written into a string of another JSON, which escapes every quote
    const quotes = JSON.stringify(data).split('"').length
    const elements = [hiddenElement({ ...payload, ...cccJson({ epoch, ...data }, quotes + 100) })]
    return { to: userId, elements, isOnlineOnly: true }
  }

  private failed(error: unknown): void {
    const { context, onError } = this.parts
    onError(error, { conversationId: this.target.conversationId, seq: this.cursor + 1 })
    const wait = 500 + backoff(this.failures, Math.random(), LONGEST_WAIT_MS)
    this.failures += 1
    this.cancel()
    this.cancel = context.clock.at(context.clock.now() + wait, () => this.poke())
  }
}

/** The numbers by which Tencent knows a message that it has taken already. */
function numbersOf(name: string): { seq: number; random: number } {
  const digest = createHash('sha256').update(name).digest()
  return { seq: digest.readUInt32BE(0), random: digest.readUInt32BE(4) }
}
