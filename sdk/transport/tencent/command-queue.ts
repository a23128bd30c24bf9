import type { CustomerCommand, CustomerServerFrame } from '@ccc-store/core/protocol'

/** Where commands go. */
export interface CommandLine {
  command(command: CustomerCommand): void
  /** its acknowledgement is here */
  forget(id: string): void
}

/** Lets one command out at a time, since one may overtake the other: the next waits for its acknowledgement. */
export function createCommandQueue(now: () => number, line: CommandLine) {
  let waiting: CustomerCommand[] = []
  let underWay: { id: string; since: number } | null = null

  return { push, settle, clear, waitsFor }

  function push(command: CustomerCommand): void {
    waiting.push(command)
    next()
  }

  /** Commands that this frame answers are waited for no longer. */
  function settle(frame: CustomerServerFrame | null): void {
    for (const id of answered(frame)) {
      line.forget(id)
      waiting = waiting.filter((command) => command.id !== id)
      if (underWay?.id === id) underWay = null
    }
    next()
  }

  /** Whoever gave them hands them out anew. */
  function clear(): void {
    waiting = []
    underWay = null
  }

  /** For how many milliseconds the one under way has had no acknowledgement. */
  function waitsFor(): number {
    return underWay ? now() - underWay.since : 0
  }

  function next(): void {
    if (underWay) return
    const command = waiting.shift()
    if (!command) return
    underWay = { id: command.id, since: now() }
    line.command(command)
  }
}

/** Ids of the commands whose outcome a frame tells. */
function answered(frame: CustomerServerFrame | null): string[] {
  if (frame?.t === 'ack' || frame?.t === 'nack') return [frame.id]
  if (frame?.t !== 'entries' && frame?.t !== 'welcome') return []
  return frame.entries.flatMap(({ clientId }) => (clientId === undefined ? [] : [clientId]))
}
