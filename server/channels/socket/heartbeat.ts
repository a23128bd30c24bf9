import type { Clock } from '../../clock'
import { HEARTBEAT_SECONDS } from '../../config/policy'

/** What is looked after: a socket, or anything else that may have died without a word. */
export interface Heart {
  beat(): void
}

/** Makes each heart beat once in HEARTBEAT_SECONDS; they take turns, so that no second has more to do than another. */
export class Heartbeat {
  private readonly turns: Set<Heart>[] = Array.from({ length: HEARTBEAT_SECONDS }, () => new Set())
  private turn = 0
  private cancel = () => {}

  constructor(private readonly clock: Clock) {
    this.wait()
  }

  /** @returns how to leave */
  join(heart: Heart): () => void {
    // the turn that comes last
    const hearts = this.turns[(this.turn + HEARTBEAT_SECONDS - 1) % HEARTBEAT_SECONDS]
    hearts?.add(heart)
    return () => hearts?.delete(heart)
  }

  stop(): void {
    this.cancel()
  }

  private wait(): void {
    this.cancel = this.clock.at(this.clock.now() + 1_000, () => {
      const hearts = this.turns[this.turn] ?? []
      this.turn = (this.turn + 1) % HEARTBEAT_SECONDS
      for (const heart of [...hearts]) heart.beat()
      this.wait()
    })
  }
}
