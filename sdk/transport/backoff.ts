const FIRST_MS = 500
const CAP_MS = 30_000

/**
 * How long to wait before the next attempt: full jitter, so that clients of a restarted server come back spread out
 * and not as a storm (P9).
 * @param attempt failed attempts so far, 0 for the first wait
 * @param random from 0 (inclusive) to 1 (exclusive)
 * @returns milliseconds, below 500 at first and below 30,000 in the end
 */
export function backoff(attempt: number, random: number): number {
  return Math.floor(random * Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 16)))
}
