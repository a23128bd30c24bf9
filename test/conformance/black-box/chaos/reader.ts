import type { Entry } from '@ccc-store/core/protocol'
import type { Findings } from './findings'
import { agrees, type Print, printOf } from './print-of'

/** One client's view of one log: all that it was ever sent, and how far it has read. */
export class Reader {
  readonly seen = new Map<number, Print>()
  /** seq of the newest entry that it has */
  position = 0

  constructor(
    private readonly name: string,
    private readonly findings: Findings,
  ) {}

  /** Entries that follow on what the client has. */
  follow(entries: readonly Entry[]): void {
    this.take(entries, this.position)
  }

  /** The client drops what it has; these are the newest. */
  restart(entries: readonly Entry[]): void {
    this.take(entries, (entries[0]?.seq ?? 1) - 1)
  }

  private take(entries: readonly Entry[], after: number): void {
    let position = after
    for (const entry of entries) {
      if (entry.seq !== position + 1) this.findings.add('gaps', `${this.name}: ${entry.seq} came after ${position}`)
      position = entry.seq
      const print = printOf(entry)
      const before = this.seen.get(entry.seq)
      if (before && !agrees(before, print)) {
        this.findings.add('disorder', `${this.name}: ${entry.seq} was ${before.head}, and is ${print.head}`)
      }
      this.seen.set(entry.seq, print)
    }
    this.position = position
  }
}
