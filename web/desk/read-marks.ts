import type { AgentClientFrame } from '@ccc-store/core/protocol'
import type { DeskStore } from './desk-store'

/** Tells the call centre how far the agent has read, so that customers see it. Only where there is something new. */
export class ReadMarks {
  /** by session: the mark told on this connection */
  private readonly told = new Map<string, number>()

  constructor(
    private readonly store: DeskStore,
    private readonly post: (frame: AgentClientFrame) => boolean,
  ) {}

  /** A mark is not acknowledged: on a new connection all are told again. */
  connected(): void {
    this.told.clear()
    for (const { sessionId } of this.store.state.desk?.sessions ?? []) this.tell(sessionId)
  }

  /** A call that nobody has taken is looked at, not read. */
  tell(sessionId: string): void {
    const { read, desk, transcripts } = this.store.state
    const session = desk?.sessions.find((each) => each.sessionId === sessionId)
    if (!session || session.phase === 'ringing') return
    const [told, seq] = [this.told.get(sessionId) ?? 0, read.get(sessionId) ?? 0]
    const isNews = transcripts
      .get(sessionId)
      ?.some((entry) => entry.seq > told && entry.seq <= seq && entry.from.role === 'customer')
    if (isNews && this.post({ t: 'read', sessionId, seq })) this.told.set(sessionId, seq)
  }
}
