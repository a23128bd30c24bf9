import type { Bus } from './bus'

/** The topics one connection watches; setting them anew subscribes and unsubscribes only what differs. */
export class Subscriptions {
  /** a list: most connections watch one topic, and there are many connections */
  private active: { topic: string; stop: () => void }[] = []

  constructor(
    private readonly bus: Bus,
    private readonly listener: (topic: string) => void,
  ) {}

  set(topics: Iterable<string>): void {
    const wanted = new Set(topics)
    for (const { topic, stop } of this.active) if (!wanted.has(topic)) stop()
    const kept = this.active.filter(({ topic }) => wanted.has(topic))
    for (const { topic } of kept) wanted.delete(topic)
    const added = [...wanted].map((topic) => ({
      topic,
      stop: this.bus.subscribe(topic, () => this.listener(topic)),
    }))
    this.active = kept.concat(added)
  }
}
