import type { Store, View } from '../../store/store'

/** What an estimated wait is made of: so many services, no older than this. */
const SERVICES = 20
const SERVICES_SINCE_MS = 24 * 3_600_000

/** How fast those who wait in a skill group are served. */
export interface QueuePace {
  /** sessions that the online agents can serve at a time */
  places: number
  /** how long the latest services took, in ms */
  took: number[]
}

/** Everybody who waits is told anew when the queue changes: their pace is read once, until something is written. */
export class QueuePaces {
  private readAt = -1
  private readonly known = new Map<string, QueuePace>()

  constructor(private readonly store: Pick<Store, 'commits'>) {}

  async read({ sessions, agents, now }: View, skillGroupId: string): Promise<QueuePace> {
    const { commits } = this.store
    if (this.readAt !== commits) this.known.clear()
    this.readAt = commits
    const known = this.known.get(skillGroupId)
    if (known) return known
    const took = await sessions.serviceTimes(skillGroupId, now - SERVICES_SINCE_MS, SERVICES)
    const online = await agents.candidates(skillGroupId)
    const pace = { places: online.reduce((sum, { capacity }) => sum + capacity, 0), took }
    // what was written meanwhile is not in it
    if (this.store.commits === commits) this.known.set(skillGroupId, pace)
    return pace
  }
}
