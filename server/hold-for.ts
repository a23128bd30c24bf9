import type { Clock } from './clock'

/** Asks at most once in `ms`: whoever comes sooner gets the last answer, or the last error. */
export function holdFor<T>(clock: Clock, ms: number, ask: () => Promise<T>): () => Promise<T> {
  let askedAt = Number.NEGATIVE_INFINITY
  let answer: Promise<T>
  return () => {
    const now = clock.now()
    if (now >= askedAt + ms) {
      askedAt = now
      answer = ask()
    }
    return answer
  }
}
