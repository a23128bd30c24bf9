import { scopes } from '../../store/store'
import { Delivery, type DeliveryParts } from './delivery'
import { SEEN_WITHIN_MS } from './register'

/** Messages can be taken back for minutes; what was stored of older ones is dropped. */
const KEEP_KEYS_MS = 24 * 3_600_000

/** How often conversations are looked for whose hints got lost. */
const SWEEP_MS = 60_000
/** A conversation is watched for this long after something happened in it; later ones are found by the sweep. */
const WATCHED_MS = 24 * 3_600_000

/** The deliveries of all conversations, each on its own: one that fails holds up no other. */
export class Deliveries {
  private readonly active = new Map<string, Promise<Delivery | undefined>>()
  private cancel = () => {}
  private stopped = false

  constructor(private readonly parts: DeliveryParts) {}

  /** Goes on with what an earlier run left, and watches everybody who was there lately. */
  async start(): Promise<void> {
    const { store } = this.parts.context
    const watched = await store.read(({ tencent, now }) => tencent.seenSince(now - WATCHED_MS))
    for (const conversationId of watched) await this.wake(conversationId)
    await this.sweep()
  }

  stop(): void {
    this.stopped = true
    this.cancel()
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
    const target = await this.parts.context.store.read(async ({ tencent, conversations }) => {
      const delivery = await tencent.delivery({ conversationId })
      return delivery && { ...delivery, epoch: (await conversations.get(conversationId)).epoch }
    })
    return target && new Delivery(this.parts, target)
  }

  private async sweep(): Promise<void> {
    const { store, clock } = this.parts.context
    if (this.stopped) return
    this.cancel = clock.at(clock.now() + SWEEP_MS, () => {
      this.sweep().catch((error) => this.parts.onError(error, { conversationId: '' }))
    })
    const undelivered = await store.read(({ tencent, now }) => tencent.undelivered(now - SEEN_WITHIN_MS))
    for (const conversationId of undelivered) await this.wake(conversationId)
    for (const [conversationId, loading] of [...this.active]) {
      const delivery = await loading
      if (!delivery || delivery.touchedAt > clock.now() - WATCHED_MS) continue
      delivery.stop()
      this.active.delete(conversationId)
    }
    await store.write(scopes.server, ({ tencent, now }) => tencent.forgetMessages(now - KEEP_KEYS_MS))
  }
}
