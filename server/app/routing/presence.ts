import { scopes } from '../../store/store'
import type { AppContext } from '../context'
import { setStatus } from './set-status'

/** How long an online agent may be without a socket: a reload, a lift, a restart of the server. */
const GRACE_MS = 60_000

/**
 * Watches which agents have a socket. An agent who is online without one for longer than a moment becomes `away`, so
 * that nobody is offered to an empty chair, and customers are told the truth.
 */
export class Presence {
  private readonly sockets = new Map<string, number>()
  private readonly waits = new Map<string, () => void>()
  private stopped = false

  constructor(
    private readonly context: AppContext,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Gives every agent whom an earlier run left online the time to come back. */
  async start(): Promise<void> {
    const online = await this.context.store.read(({ agents }) => agents.online())
    for (const agentId of online) if (!this.sockets.has(agentId)) this.wait(agentId)
  }

  /** An agent's socket is there. @returns to be called when it is gone */
  arrive(agentId: string): () => void {
    this.waits.get(agentId)?.()
    this.waits.delete(agentId)
    this.sockets.set(agentId, (this.sockets.get(agentId) ?? 0) + 1)
    return () => {
      const left = (this.sockets.get(agentId) ?? 1) - 1
      if (left > 0) this.sockets.set(agentId, left)
      else {
        this.sockets.delete(agentId)
        this.wait(agentId)
      }
    }
  }

  stop(): void {
    this.stopped = true
    for (const cancel of this.waits.values()) cancel()
    this.waits.clear()
  }

  private wait(agentId: string): void {
    if (this.stopped) return
    const { clock, store } = this.context
    const cancel = clock.at(clock.now() + GRACE_MS, () => {
      this.waits.delete(agentId)
      store.write(scopes.agent(agentId), (tx) => setStatus(tx, agentId, 'away', 'online')).catch(this.onError)
    })
    this.waits.set(agentId, cancel)
  }
}
