import type { StoredSession } from '../ports/conversations'
import type { Rows } from './rows'

/** Who waits in a skill group. */
interface Queue {
  /** tickets of all who have no agent yet, ascending; an offer that rings still waits */
  tickets: number[]
  /** how many of them ring */
  ringing: number
}

/**
 * The places in the queues. Derived from the sessions that are committed: read once, then changed by what happens, and
 * read again whenever it was dropped.
 */
export class Queues {
  private byGroup: Map<string, Queue> | undefined

  constructor(private readonly rows: Rows) {}

  /** ${WaitNo}: how many asked earlier and have no agent yet. */
  ahead(skillGroupId: string, ticket: number): number {
    return placeOf(this.queue(skillGroupId).tickets, ticket)
  }

  /** How many wait without an offer. */
  queued(skillGroupId: string): number {
    const { tickets, ringing } = this.queue(skillGroupId)
    return tickets.length - ringing
  }

  /** A session was stored. @param before undefined for a new one */
  moved(before: StoredSession | undefined, after: StoredSession): void {
    if (!this.byGroup) return
    if (before) this.count(before, -1)
    this.count(after, 1)
  }

  clear(): void {
    this.byGroup = undefined
  }

  private count({ session, ticket }: StoredSession, change: 1 | -1): void {
    const { phase, skillGroupId } = session
    const isWaiting = phase === 'queued' || phase === 'ringing'
    if (!isWaiting || skillGroupId === null || ticket === null) return
    const queue = this.queue(skillGroupId)
    const place = placeOf(queue.tickets, ticket)
    if (change === 1) queue.tickets.splice(place, 0, ticket)
    else queue.tickets.splice(place, 1)
    if (phase === 'ringing') queue.ringing += change
  }

  private queue(skillGroupId: string): Queue {
    const byGroup = this.byGroup ?? this.read()
    const queue = byGroup.get(skillGroupId) ?? { tickets: [], ringing: 0 }
    byGroup.set(skillGroupId, queue)
    return queue
  }

  private read(): Map<string, Queue> {
    const byGroup = new Map<string, Queue>()
    this.byGroup = byGroup
    for (const { skillGroupId, ticket, phase } of this.rows.waiting()) {
      const queue = this.queue(skillGroupId)
      queue.tickets.push(ticket)
      if (phase === 'ringing') queue.ringing += 1
    }
    return byGroup
  }
}

/** How many of the ascending tickets are smaller. */
function placeOf(tickets: readonly number[], ticket: number): number {
  let from = 0
  let to = tickets.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((tickets[middle] ?? 0) < ticket) from = middle + 1
    else to = middle
  }
  return from
}
