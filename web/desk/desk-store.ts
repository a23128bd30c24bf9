import type {
  Ack,
  AgentCommand,
  AgentHistoryPage,
  Desk,
  Entry,
  FileRef,
  Nack,
  SessionEntries,
} from '@ccc-store/core/protocol'
import { type DeskState, emptyDesk } from './desk-state'
import { applyPage, firstSeq, NOTHING_EARLIER, notLoading } from './earlier'
import * as box from './outbox'
import { recalledBy, withoutRecalled } from './recalls'
import { applyEntries, lastSeq, type Transcripts } from './transcripts'
import type { Upload } from './uploads'

/** Positions in one hello (AgentHello). */
const MAX_POSITIONS = 200

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
    this.change({
      outbox: box.reconnected(this.state.outbox),
      earlier: notLoading(this.state.earlier),
      typing: new Set(),
    })
  }

  /** Takes a desk: what is on it no more (passed on to somebody else) is shown no longer. */
  applyDesk(desk: Desk): void {
    const { transcripts, earlier, read, typing, dismissed, outbox } = this.state
    const here = new Set(desk.sessions.map(({ sessionId }) => sessionId))
    this.change({
      desk,
      transcripts: new Map([...transcripts].filter(([id]) => here.has(id))),
      earlier: new Map([...earlier].filter(([id]) => here.has(id))),
      read: new Map([...here].map((id) => [id, read.get(id) ?? 0])),
      typing: new Set([...typing].filter((id) => here.has(id))),
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
    if (applied === transcripts && left === outbox) return true
    this.change({ transcripts: applied, outbox: left, earlier: this.earlierBefore(applied, frame) })
    // who has said something types no longer
    if (frame.entries.some(({ from }) => from.role === 'customer')) this.setTyping(frame.sessionId, false)
    return true
  }

  /** Before a transcript that was sent anew from elsewhere there is a hole; what was taken back is emptied there too. */
  private earlierBefore(transcripts: Transcripts, { sessionId, entries }: SessionEntries): DeskState['earlier'] {
    const { earlier } = this.state
    const known = earlier.get(sessionId)
    if (!known) return earlier
    const last = known.entries.at(-1)
    if (last && last.seq + 1 !== transcripts.get(sessionId)?.[0]?.seq) {
      return new Map([...earlier].filter(([id]) => id !== sessionId))
    }
    const emptied = withoutRecalled(known.entries, recalledBy(entries))
    return emptied === known.entries ? earlier : new Map(earlier).set(sessionId, { ...known, entries: emptied })
  }

  /** The whole of a session's conversation that is known. */
  entriesOf(sessionId: string): readonly Entry[] {
    return entriesOf(this.state, sessionId)
  }

  /** Asks for what came before. @returns the seq to ask with; undefined when there is nothing to ask for now */
  loadEarlier(sessionId: string): number | undefined {
    const { earlier, transcripts } = this.state
    const known = earlier.get(sessionId) ?? NOTHING_EARLIER
    const before = firstSeq(known, transcripts.get(sessionId))
    if (before === undefined || before === 1 || known.isLoading || known.isWhole) return undefined
    this.change({ earlier: new Map(earlier).set(sessionId, { ...known, isLoading: true }) })
    return before
  }

  applyHistory(page: AgentHistoryPage): void {
    const { earlier, transcripts } = this.state
    const known = earlier.get(page.sessionId) ?? NOTHING_EARLIER
    const first = firstSeq(known, transcripts.get(page.sessionId))
    const applied = first === undefined ? null : applyPage(known, first, page)
    if (applied) this.change({ earlier: new Map(earlier).set(page.sessionId, applied) })
  }

  /** A question was refused: it may be asked again. */
  historyRefused(): void {
    const earlier = notLoading(this.state.earlier)
    if (earlier !== this.state.earlier) this.change({ earlier })
  }

  setTyping(sessionId: string, types: boolean): void {
    const { typing } = this.state
    if (typing.has(sessionId) === types) return
    const now = new Set(typing)
    if (types) now.add(sessionId)
    else now.delete(sessionId)
    this.change({ typing: now })
  }

  /** Adds an upload, or changes the one with its id. */
  putUpload(upload: Upload): void {
    const { uploads } = this.state
    const known = uploads.some(({ id }) => id === upload.id)
    this.change({
      uploads: known ? uploads.map((each) => (each.id === upload.id ? upload : each)) : [...uploads, upload],
    })
  }

  dropUpload(id: string): void {
    this.change({ uploads: this.state.uploads.filter((upload) => upload.id !== id) })
  }

  acknowledge({ id, seq }: Ack): void {
    const { outbox, transcripts, desk } = this.state
    const item = outbox.find(({ command }) => command.id === id)
    if (!item || !desk) return
    const head = lastSeq(transcripts.get(box.sessionOf(item.command) ?? ''))
    this.change({ outbox: box.acknowledge(outbox, id, { head, desk, ...(seq !== undefined && { seq }) }) })
  }

  /** @returns the refused command, if it was this desk's */
  refuse({ id, error }: Nack): AgentCommand | undefined {
    const item = this.state.outbox.find(({ command }) => command.id === id)
    if (item) this.change({ outbox: box.refuse(this.state.outbox, id, error) })
    return item?.command
  }

  /** Keeps a command until its effect is shown. @param at now @param file that it brings */
  give(command: AgentCommand, at: number, file?: FileRef): void {
    this.change({ outbox: box.add(this.state.outbox, command, at, file) })
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

/** The whole of a session's conversation that is known: what came before it, then the session. */
export function entriesOf({ earlier, transcripts }: DeskState, sessionId: string): readonly Entry[] {
  const before = earlier.get(sessionId)?.entries ?? []
  const here = transcripts.get(sessionId) ?? []
  return before.length === 0 ? here : before.concat(here)
}
