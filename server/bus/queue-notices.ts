import type { Clock } from '../clock'
import { QUEUE_NOTICES } from '../config/policy'
import type { Store } from '../store/store'
import { type Bus, topics } from './bus'

/** A place in a queue, as it was told. */
export interface Place {
  skillGroupId: string
  ticket: number
  /** how many were ahead */
  ahead: number
}

interface Watcher {
  place: Place
  /** Looks where this customer stands, and tells them. */
  tell(): void
}

/** Who watches one queue, in the order of their tickets. */
interface Group {
  watchers: Watcher[]
  cancel: () => void
  /** a look at everybody is due */
  isDue: boolean
  unsubscribe(): void
}

/**
 * Tells those who wait when their place has changed: the first few at once; the others at most once in a while, and the
 * farther off they are, the more it takes. What is told is true when it is told.
 */
export class QueueNotices {
  private readonly groups = new Map<string, Group>()

  constructor(
    private readonly parts: { bus: Bus; clock: Clock; store: Store },
    private readonly onError: (error: unknown) => void,
  ) {}

  /**
   * @param tell looks where the customer stands, and tells them
   * @returns to be called with each place that was told; undefined when the customer waits no more
   */
  watcher(tell: () => void): (place: Place | undefined) => void {
    let watcher: Watcher | undefined
    return (place) => {
      const isSame = watcher?.place.ticket === place?.ticket && watcher?.place.skillGroupId === place?.skillGroupId
      if (watcher && place && isSame) watcher.place = place
      else {
        if (watcher) this.leave(watcher)
        watcher = place && this.enter({ place, tell })
      }
    }
  }

  stop(): void {
    for (const group of this.groups.values()) {
      group.cancel()
      group.unsubscribe()
    }
    this.groups.clear()
  }

  private groupOf(skillGroupId: string): Group {
    const known = this.groups.get(skillGroupId)
    if (known) return known
    const unsubscribe = this.parts.bus.subscribe(topics.queue(skillGroupId), () => this.changed(group))
    const group: Group = { watchers: [], cancel: () => {}, isDue: false, unsubscribe }
    this.groups.set(skillGroupId, group)
    return group
  }

  private enter(watcher: Watcher): Watcher {
    const { watchers } = this.groupOf(watcher.place.skillGroupId)
    watchers.splice(positionOf(watchers, watcher.place.ticket), 0, watcher)
    return watcher
  }

  private leave(watcher: Watcher): void {
    const { skillGroupId, ticket } = watcher.place
    const group = this.groups.get(skillGroupId)
    if (!group) return
    for (let i = positionOf(group.watchers, ticket); group.watchers[i]?.place.ticket === ticket; i += 1) {
      if (group.watchers[i] === watcher) group.watchers.splice(i, 1)
    }
    if (group.watchers.length > 0) return
    group.cancel()
    group.unsubscribe()
    this.groups.delete(skillGroupId)
  }

  private changed(group: Group): void {
    for (const { tell } of group.watchers.slice(0, QUEUE_NOTICES.atOnce)) tell()
    if (group.isDue || group.watchers.length <= QUEUE_NOTICES.atOnce) return
    group.isDue = true
    const { clock } = this.parts
    group.cancel = clock.at(clock.now() + QUEUE_NOTICES.everyMs, () => {
      group.isDue = false
      this.lookAtAll(group).catch(this.onError)
    })
  }

  private lookAtAll({ watchers }: Group): Promise<void> {
    return this.parts.store.read(async ({ queue }) => {
      for (const { place, tell } of [...watchers]) {
        const ahead = await queue.ahead(place.skillGroupId, place.ticket)
        if (place.ahead - ahead >= Math.max(1, place.ahead * QUEUE_NOTICES.leastShare)) tell()
      }
    })
  }
}

/** Where a ticket belongs among those who watch. */
function positionOf(watchers: readonly Watcher[], ticket: number): number {
  let from = 0
  let to = watchers.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((watchers[middle]?.place.ticket ?? 0) < ticket) from = middle + 1
    else to = middle
  }
  return from
}
