import type { Bus } from './bus'

/** The topics one connection watches; setting them anew subscribes and unsubscribes only what differs. */
export class Subscriptions {
  private readonly active = new Map<string, () => void>()

  constructor(
    private readonly bus: Bus,
    private readonly listener: (topic: string) => void,
  ) {}

  set(topics: Iterable<string>): void {
    const wanted = new Set(topics)
    for (const [topic, stop] of this.active) {
      if (wanted.has(topic)) continue
      stop()
      this.active.delete(topic)
    }
    for (const topic of wanted) {
      if (!this.active.has(topic))
        this.active.set(
          topic,
          this.bus.subscribe(topic, () => this.listener(topic)),
        )
    }
  }
}
