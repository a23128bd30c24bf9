import { setImmediate as nextTurn } from 'node:timers/promises'
import { LoaderError } from '../errors'

/**
 * A wish to stop, such as Ctrl-C, and the work that must not simply be cut off. Work asks now and then whether to stop;
 * where none is under way, whoever wishes may end the process at once.
 */
export class Interruption {
  #isRequested = false
  #works = 0
  readonly #listeners = new Set<() => void>()

  /** Somebody wants the work to stop. */
  get isRequested(): boolean {
    return this.#isRequested
  }

  /** Wishes the work to stop. Returns whether there is work that will notice and bring itself to an end. */
  request(): boolean {
    this.#isRequested = true
    const listeners = [...this.#listeners]
    for (const listener of listeners) listener()
    return this.#works + listeners.length > 0
  }

  /** Tells of the wish as soon as it comes, for what only waits, such as a question. Returns how to be told no more. */
  whenRequested(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Does work that notices the wish by itself. */
  async during<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#works += 1
    try {
      return await work()
    } finally {
      this.#works -= 1
    }
  }

  /** Lets signals in, and stops where the wish has come. Throws `interrupted`. */
  async check(): Promise<void> {
    await this.breathe()
    if (this.#isRequested) throw new LoaderError('interrupted')
  }

  /** Lets signals in, and goes on. */
  async breathe(): Promise<void> {
    await nextTurn()
  }
}
