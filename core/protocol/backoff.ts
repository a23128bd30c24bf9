const FIRST_MS = 500

/**
 * How long a client waits before it connects again: full jitter, so that the clients of a restarted server come back
 * spread out and not as a storm (P9).
 * @param failures attempts that failed so far, 0 for the first wait
 * @param random from 0 (inclusive) to 1 (exclusive)
 * @param capMs no wait is longer
 * @returns milliseconds, below 500 at first and below the cap in the end
 */
export function backoff(failures: number, random: number, capMs: number): number {
  return Math.floor(random * Math.min(capMs, FIRST_MS * 2 ** Math.min(failures, 16)))
}
