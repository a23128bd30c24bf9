import { guarded } from '../probe'

type Listener = (...parameters: unknown[]) => void

/** What two pages talk through when one opens the other. */
export class EventChannel {
  private readonly listeners = new Map<string, Set<Listener>>()

  on(name: string, listener: Listener): void {
    this.listeners.set(name, (this.listeners.get(name) ?? new Set()).add(listener))
  }

  once(name: string, listener: Listener): void {
    const first: Listener = (...parameters) => {
      this.off(name, first)
      listener(...parameters)
    }
    this.on(name, first)
  }

  off(name: string, listener?: Listener): void {
    if (listener) this.listeners.get(name)?.delete(listener)
    else this.listeners.delete(name)
  }

  emit(name: string, ...parameters: unknown[]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) guarded(() => listener(...parameters))
  }
}
