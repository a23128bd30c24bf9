import type { Bus } from './bus'

/** The bus of a single node. */
export class MemoryBus implements Bus {
  private readonly listeners = new Map<string, Set<() => void>>()

  publish(topics: Iterable<string>): void {
    for (const topic of topics) for (const listener of [...(this.listeners.get(topic) ?? [])]) listener()
  }

  /** The topics that somebody watches. */
  topics(): Iterable<string> {
    return this.listeners.keys()
  }

  subscribe(topic: string, listener: () => void): () => void {
    const set = this.listeners.get(topic) ?? new Set()
    this.listeners.set(topic, set.add(listener))
    return () => {
      set.delete(listener)
      if (set.size === 0 && this.listeners.get(topic) === set) this.listeners.delete(topic)
    }
  }
}
