const FIRST_MS = 500
const CAP_MS = 15_000

/**
 * How long to wait before connecting again: full jitter, so that the desks of a restarted call centre come back spread
 * out (P9). A desk waits no longer than 15 s: customers wait for it.
 * @param failures attempts that failed so far, 0 for the first wait
 * @param random from 0 (inclusive) to 1 (exclusive)
 * @returns milliseconds
 */
export function backoff(failures: number, random: number): number {
  return Math.floor(random * Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(failures, 16)))
}
