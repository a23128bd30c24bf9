import type { Ack, AgentCommand, Desk, Nack, SessionEntries } from '@ccc-store/core/protocol'
import { type DeskState, emptyDesk } from './desk-state'
import * as box from './outbox'
import { applyEntries, lastSeq } from './transcripts'

/** Positions in one hello (AgentHello). */
const MAX_POSITIONS = 200

const sessionOf = (command: AgentCommand): string | undefined =>
  'sessionId' in command ? command.sessionId : undefined

/** What the server said and the agent did, as one state. No I/O: frames and commands in, states out. */
export class DeskStore {
  private readonly listeners = new Set<(state: DeskState) => void>()

  constructor(public state: DeskState = emptyDesk) {}

  /** Calls the listener after every change. @returns what ends it */
  subscribe(listener: (state: DeskState) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /**
   * For the hello: by session, the last seq known. A session of before a reload is named with 0, so that the server
   * sends it whole although it may have ended.
   */
  positions(): Record<string, number> {
    const { transcripts, read, dismissed, desk } = this.state
    const closed = new Set(desk?.sessions.flatMap(({ phase, sessionId }) => (phase === 'closed' ? [sessionId] : [])))
    const known = [...new Set([...read.keys(), ...transcripts.keys()])].filter((id) => !dismissed.has(id))
    // beyond the limit, ended sessions are left out first
    const kept = [...known.filter((id) => closed.has(id)), ...known.filter((id) => !closed.has(id))].slice(
      -MAX_POSITIONS,
    )
    return Object.fromEntries(kept.map((id) => [id, lastSeq(transcripts.get(id))]))
  }

  /** Takes the desk of a new connection. */
  welcome(desk: Desk): void {
    this.applyDesk(desk)
    this.change({ outbox: box.reconnected(this.state.outbox) })
  }

  /** Takes a desk: what is on it no more (passed on to somebody else) is shown no longer. */
  applyDesk(desk: Desk): void {
    const { transcripts, read, dismissed, outbox } = this.state
    const here = new Set(desk.sessions.map(({ sessionId }) => sessionId))
    this.change({
      desk,
      transcripts: new Map([...transcripts].filter(([id]) => here.has(id))),
      read: new Map([...here].map((id) => [id, read.get(id) ?? 0])),
      dismissed: new Set([...dismissed].filter((id) => here.has(id))),
      outbox: box.deskShown(outbox),
    })
  }

  /** @returns false when something was missed: connect anew and resume (P4) */
  applyEntries(frame: SessionEntries): boolean {
    const { transcripts, outbox } = this.state
    const applied = applyEntries(transcripts, frame)
    if (!applied) return false
    const settled = box.settle(outbox, frame.entries)
    const left = frame.reset ? box.resetTo(settled, frame.sessionId, lastSeq(frame.entries)) : settled
    if (applied !== transcripts || left !== outbox) this.change({ transcripts: applied, outbox: left })
    return true
  }

  acknowledge({ id, seq }: Ack): void {
    const { outbox, transcripts, desk } = this.state
    const item = outbox.find(({ command }) => command.id === id)
    if (!item || !desk) return
    const head = lastSeq(transcripts.get(sessionOf(item.command) ?? ''))
    this.change({ outbox: box.acknowledge(outbox, id, { head, desk, ...(seq !== undefined && { seq }) }) })
  }

  /** @returns the refused command, if it was this desk's */
  refuse({ id, error }: Nack): AgentCommand | undefined {
    const item = this.state.outbox.find(({ command }) => command.id === id)
    if (item) this.change({ outbox: box.refuse(this.state.outbox, id, error) })
    return item?.command
  }

  /** Keeps a command until its effect is shown. @param at now */
  give(command: AgentCommand, at: number): void {
    this.change({ outbox: box.add(this.state.outbox, command, at) })
  }

  /** Takes a refused message up again. @returns it, to be sent */
  retry(id: string, at: number): AgentCommand | undefined {
    this.change({ outbox: box.retry(this.state.outbox, id, at) })
    return this.state.outbox.find(({ command, status }) => command.id === id && status === 'sending')?.command
  }

  discard(id: string): void {
    this.change({ outbox: box.discard(this.state.outbox, id) })
  }

  /** To be sent after every welcome. */
  unacknowledged(): AgentCommand[] {
    return box.unacknowledged(this.state.outbox)
  }

  /** The agent has seen a session up to its newest entry. */
  markRead(sessionId: string): void {
    const { read, transcripts } = this.state
    const seq = lastSeq(transcripts.get(sessionId))
    if (seq > (read.get(sessionId) ?? 0)) this.change({ read: new Map(read).set(sessionId, seq) })
  }

  /** Puts an ended session away; one that is still open stays. */
  dismiss(sessionId: string): void {
    const { desk, dismissed } = this.state
    if (desk?.sessions.find((session) => session.sessionId === sessionId)?.phase !== 'closed') return
    this.change({ dismissed: new Set(dismissed).add(sessionId) })
  }

  private change(part: Partial<DeskState>): void {
    this.state = { ...this.state, ...part }
    for (const listener of this.listeners) listener(this.state)
  }
}
