import { rateLimited } from './rate-limited'

/** When somebody with too much under way may try again. */
const AGAIN_MS = 5_000

/** Counts what each person has under way at once. */
export class UnderWay {
  private readonly counts = new Map<string, number>()

  constructor(private readonly most: number) {}

  /** @returns to be called once it is over. @throws CccError RATE_LIMITED */
  enter(person: string): () => void {
    const count = (this.counts.get(person) ?? 0) + 1
    if (count > this.most) throw rateLimited(AGAIN_MS)
    this.counts.set(person, count)
    return () => {
      const left = (this.counts.get(person) ?? 1) - 1
      if (left > 0) this.counts.set(person, left)
      else this.counts.delete(person)
    }
  }
}
