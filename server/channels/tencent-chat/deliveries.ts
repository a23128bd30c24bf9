import { scopes } from '../../store/store'
import { findDelivery, findUndelivered, forgetOldMessages } from '../../store/tencent'
import { Delivery, type DeliveryParts } from './delivery'

/** How often conversations are looked for whose hints got lost. */
const SWEEP_MS = 60_000
/** A conversation is watched for this long after something happened in it; later ones are found by the sweep. */
const WATCHED_MS = 24 * 3_600_000

/** The deliveries of all conversations, each on its own: one that fails holds up no other. */
export class Deliveries {
  private readonly active = new Map<string, Promise<Delivery | undefined>>()
  private callOff = () => {}
  private stopped = false

  constructor(private readonly parts: DeliveryParts) {}

  /** Goes on with what an earlier run left, and watches everybody who was there lately. */
  async start(): Promise<void> {
    const { database, clock } = this.parts.context
    const rows = await database
      .selectFrom('tencent_deliveries')
      .select('conversation_id')
      .where('seen_at', '>', clock.now() - WATCHED_MS)
      .execute()
    for (const { conversation_id } of rows) await this.wake(conversation_id)
    await this.sweep()
  }

  stop(): void {
    this.stopped = true
    this.callOff()
    for (const delivery of this.active.values()) void delivery.then((found) => found?.stop())
    this.active.clear()
  }

  /** Looks at a conversation now, and watches it from now on. @returns undefined when it is not delivered */
  async wake(conversationId: string): Promise<Delivery | undefined> {
    if (this.stopped) return undefined
    const known = this.active.get(conversationId) ?? this.load(conversationId)
    this.active.set(conversationId, known)
    const delivery = await known
    if (!delivery) this.active.delete(conversationId)
    else if (!this.stopped) delivery.poke()
    return delivery
  }

  /** The conversation begins anew from its stored cursor. */
  async restart(conversationId: string): Promise<void> {
    const known = this.active.get(conversationId)
    this.active.delete(conversationId)
    const delivery = await known
    delivery?.stop()
    await this.wake(conversationId)
  }

  private async load(conversationId: string): Promise<Delivery | undefined> {
    const { database } = this.parts.context
    const row = await findDelivery(database, { conversationId })
    if (!row) return undefined
    const { epoch } = await database
      .selectFrom('conversations')
      .select('epoch')
      .where('conversation_id', '=', conversationId)
      .executeTakeFirstOrThrow()
    return new Delivery(this.parts, { conversationId, userId: row.user_id, epoch, cursor: row.cursor })
  }

  private async sweep(): Promise<void> {
    const { database, store, clock } = this.parts.context
    if (this.stopped) return
    this.callOff = clock.at(clock.now() + SWEEP_MS, () => {
      this.sweep().catch((error) => this.parts.onError(error, { conversationId: '' }))
    })
    for (const conversationId of await findUndelivered(database, clock.now())) await this.wake(conversationId)
    for (const [conversationId, loading] of [...this.active]) {
      const delivery = await loading
      if (!delivery || delivery.touchedAt > clock.now() - WATCHED_MS) continue
      delivery.stop()
      this.active.delete(conversationId)
    }
    await store.write(scopes.server, forgetOldMessages)
  }
}
