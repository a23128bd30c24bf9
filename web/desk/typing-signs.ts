import type { AgentClientFrame } from '@ccc-store/core/protocol'
import type { Clock } from './clock'
import type { DeskStore } from './desk-store'

/** While it goes on, typing is said again after this time … */
const SAY_EVERY_MS = 3_000
/** … and believed for this long. */
const BELIEVE_MS = 6_000

/** Who is typing: the agent, told to the customers, and the customers, shown to the agent. */
export class TypingSigns {
  private readonly saidAt = new Map<string, number>()
  private readonly ends = new Map<string, () => void>()

  constructor(
    private readonly store: DeskStore,
    private readonly clock: Clock,
    private readonly post: (frame: AgentClientFrame) => boolean,
  ) {}

  types(sessionId: string): void {
    const now = this.clock.now()
    if (now - (this.saidAt.get(sessionId) ?? Number.NEGATIVE_INFINITY) < SAY_EVERY_MS) return
    if (this.post({ t: 'typing', sessionId })) this.saidAt.set(sessionId, now)
  }

  /** The message came, so the next sign is a new one. */
  said(sessionId: string): void {
    this.saidAt.delete(sessionId)
  }

  connected(): void {
    this.saidAt.clear()
  }

  heard(sessionId: string): void {
    this.ends.get(sessionId)?.()
    this.store.setTyping(sessionId, true)
    const end = this.clock.at(this.clock.now() + BELIEVE_MS, () => {
      this.ends.delete(sessionId)
      this.store.setTyping(sessionId, false)
    })
    this.ends.set(sessionId, end)
  }
}
