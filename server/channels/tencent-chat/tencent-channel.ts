import { CccError, type CustomerCommand, type Speech } from '@ccc-store/core/protocol'
import { Value } from '@sinclair/typebox/value'
import type { FastifyBaseLogger } from 'fastify'
import type { CustomerIdentity } from '../../app/accounts/authenticate'
import type { AppContext } from '../../app/context'
import { admitCustomerCommand } from '../../app/conversation/admit-command'
import { refuseBlocked } from '../../app/conversation/blocking'
import { customerCommand } from '../../app/conversation/customer-command'
import { dispatch } from '../../app/conversation/dispatch'
import { onceOnly } from '../../app/conversation/once-only'
import { type FlowEntry, openSession } from '../../app/conversation/open-session'
import { markRead } from '../../app/conversation/read-marks'
import { topics } from '../../bus/bus'
import { scopes, type Tx } from '../../store/store'
import type { CccData } from './ccc-data'
import { Deliveries } from './deliveries'
import { flowToJoin } from './flow-to-join'
import { CallbackBody, idOf, type Meaning, readMessage } from './read-message'
import { registerDelivery } from './register'
import { RestClient } from './rest-client'
import { RestError } from './rest-error'
import type { TencentOptions } from './tencent-options'
import { UserSigs, userIdOf } from './user-sig'

/** What a customer's client needs to log in to Tencent Cloud Chat. */
export interface TencentSession {
  sdkAppId: number
  userId: string
  userSig: string
  /** when userSig ends, ms since 1970 */
  expiresAt: number
  /** whom to chat with */
  serviceAccount: string
}

/** A customer as this channel knows them. */
interface Known extends CustomerIdentity {
  ivrId: string
}

/** Tencent Cloud Chat as a channel: an adapter with a durable cursor (DESIGN rule 4). */
export class TencentChannel {
  private readonly sigs: UserSigs
  private readonly rest: RestClient
  private readonly deliveries: Deliveries

  constructor(
    private readonly context: AppContext,
    readonly options: TencentOptions,
    private readonly log: FastifyBaseLogger,
  ) {
    this.sigs = new UserSigs(options.sdkAppId, options.secretKey, options.admin)
    this.rest = new RestClient(options, this.sigs, context.clock)
    const onError = (error: unknown, about: object) => log.warn({ err: error, ...about }, 'tencent-chat')
    this.deliveries = new Deliveries({ context, rest: this.rest, options, onError })
  }

  start(): Promise<void> {
    return this.deliveries.start()
  }

  stop(): void {
    this.deliveries.stop()
  }

  /**
   * A customer comes by this channel: their account is made known there, and their conversation is delivered from now on.
   * @param customer with the end of their login, in ms since 1970
   * @throws CccError FLOW_UNKNOWN, FLOW_UNPUBLISHED, TENCENT_UNAVAILABLE
   */
  async join(customer: CustomerIdentity & { expiresAt: number }, ivrId: string): Promise<TencentSession> {
    const { sdkAppId, serviceAccount } = this.options
    const userId = userIdOf(customer.customerId)
    const flow = await flowToJoin(this.context.store, customer, ivrId)
    try {
      await this.rest.importAccount(serviceAccount)
      await this.rest.importAccount(userId)
    } catch (error) {
      if (!(error instanceof RestError)) throw error
      this.log.error({ err: error }, 'tencent-chat: an account could not be imported')
      throw new CccError('TENCENT_UNAVAILABLE', { errorCode: error.errorCode })
    }
    const { conversationId, expiresAt } = customer
    await this.context.store.write(scopes.conversation(conversationId), (tx) =>
      registerDelivery(tx, { conversationId, userId, ivrId: flow }),
    )
    await this.deliveries.restart(conversationId)
    const lifetime = expiresAt - this.context.clock.now()
    return { sdkAppId, userId, ...this.sigs.forCustomer(userId, lifetime), serviceAccount }
  }

  /** Takes a callback that was proven to be Tencent's. Resolves once what it brought is durable, or was refused. */
  async receive(input: unknown): Promise<void> {
    if (!Value.Check(CallbackBody, input)) {
      this.log.warn('tencent-chat: a callback that is not understood')
      return
    }
    if (input.To_Account !== this.options.serviceAccount || input.SendMsgResult) return
    const customer = await this.customerOf(input.From_Account)
    if (!customer) {
      this.log.warn({ account: input.From_Account }, 'tencent-chat: a message of an account that never joined')
      return
    }
    if (input.CallbackCommand === 'C2C.CallbackAfterMsgWithDraw') await this.withdrawn(customer, input)
    else if (input.CallbackCommand === 'C2C.CallbackAfterSendMsg') await this.said(customer, input)
  }

  private async said(customer: Known, body: CallbackBody): Promise<void> {
    let meanings: Meaning[]
    try {
      meanings = readMessage(body, this.options.sdkAppId)
    } catch (error) {
      this.log.warn({ err: error }, 'tencent-chat: a frame that is not understood')
      return
    }
    for (const meaning of meanings) {
      if (meaning.is === 'signal') await this.mark(customer, meaning.signal)
      else if (meaning.is === 'fault') this.refuse(customer, meaning.id, meaning.error)
      else await this.carryOut(customer, meaning, body.MsgKey)
    }
  }

  /** One command, one transaction, then the acknowledgement (DESIGN rule 3). */
  private async carryOut(
    customer: Known,
    meaning: Extract<Meaning, { is: 'command' | 'speech' }>,
    msgKey: string | undefined,
  ): Promise<void> {
    const id = meaning.is === 'command' ? meaning.command.id : meaning.id
    try {
      await admitCustomerCommand(this.context, customer.customerId, Buffer.byteLength(JSON.stringify(meaning)))
      const seq = await this.context.store.write(scopes.conversation(customer.conversationId), async (tx) => {
        const written =
          meaning.is === 'command'
            ? await this.command(tx, customer, meaning.command, meaning.ivrId)
            : await saySpeech(tx, customer, this.entry(customer), meaning)
        const { conversationId } = customer
        await tx.tencent.markSeen(conversationId)
        const isSaid = meaning.is === 'speech' || meaning.command.t === 'send'
        if (isSaid && msgKey !== undefined && written !== undefined) {
          await tx.tencent.rememberMessage({ msgKey, conversationId, seq: written, sender: 'customer' })
        }
        return written
      })
      this.answer(customer, { t: 'ack', id, ...(seq !== undefined && { seq }) })
    } catch (error) {
      this.refuse(customer, id, error)
    }
  }

  private refuse(customer: Known, id: string, error: unknown): void {
    if (!(error instanceof CccError)) this.log.error({ err: error, reference: id }, 'tencent-chat: a command failed')
    const known = error instanceof CccError ? error : new CccError('INTERNAL', { reference: id })
    this.answer(customer, { t: 'nack', id, error: known.toWire() })
  }

  private command(tx: Tx, customer: Known, command: CustomerCommand, ivrId: string | undefined) {
    return customerCommand(tx, customer, this.entry(customer, ivrId), command)
  }

  private entry(customer: Known, ivrId = customer.ivrId): FlowEntry {
    return { ivrId, idleMs: this.context.flowIdleMs }
  }

  /** Read marks and signs of typing: neither acknowledged nor logged. */
  private async mark(customer: Known, signal: Extract<Meaning, { is: 'signal' }>['signal']): Promise<void> {
    const { bus, store, limiter } = this.context
    try {
      await limiter.take('marksPerPerson', customer.customerId)
    } catch {
      return
    }
    if (signal.t === 'typing') bus.publish([topics.typing('customer', customer.conversationId)])
    else {
      await store.write(scopes.conversation(customer.conversationId), (tx) =>
        markRead(tx, 'customer', customer.conversationId, signal.seq),
      )
    }
  }

  /** A message was taken back in another client. */
  private async withdrawn(customer: Known, body: CallbackBody): Promise<void> {
    const { MsgKey: msgKey } = body
    const message =
      msgKey === undefined ? undefined : await this.context.store.read(({ tencent }) => tencent.message({ msgKey }))
    if (message?.sender !== 'customer' || message.conversationId !== customer.conversationId) return
    const command = { t: 'recall' as const, id: `${idOf(body)}-r`, seq: message.seq }
    try {
      await this.context.store.write(scopes.conversation(customer.conversationId), (tx) =>
        this.command(tx, customer, command, undefined),
      )
    } catch (error) {
      // taken back before, by our own client, or too late for the rules here
      if (!(error instanceof CccError)) throw error
    }
  }

  private answer({ conversationId }: Known, frame: NonNullable<CccData['frame']>): void {
    void this.deliveries.wake(conversationId).then((delivery) => delivery?.tell(frame))
  }

  private async customerOf(userId: string): Promise<Known | undefined> {
    return this.context.store.read(async ({ tencent, conversations }) => {
      const delivery = await tencent.delivery({ userId })
      if (!delivery) return undefined
      const { conversationId, ivrId } = delivery
      const { customerId, sdkAppId } = await conversations.get(conversationId)
      return { customerId, conversationId, sdkAppId, ivrId }
    })
  }
}

/** What another client said, which is no command of the protocol. */
function saySpeech(
  tx: Tx,
  customer: Known,
  entry: FlowEntry,
  { id, body }: { id: string; body: Speech },
): Promise<number | undefined> {
  return onceOnly(tx, `customer:${customer.customerId}`, id, async () => {
    await refuseBlocked(tx, customer.conversationId)
    const session = await openSession(tx, customer, entry)
    return dispatch(tx, session, { type: 'customerSays', body, clientId: id, idleMs: entry.idleMs })
  })
}
