/** Fewer services than this tell nothing. */
const ENOUGH = 5

/**
 * How long somebody in a queue will wait. With every place taken, one becomes free each (service time / places) on
 * average; the median, since one session left open overnight must not count for all.
 * @param ahead customers who wait before this one
 * @param places sessions that the online agents can serve at a time
 * @param serviceTimes how long recent services took, in ms
 * @returns ms, or undefined where too little is known
 */
export function estimateWait(ahead: number, places: number, serviceTimes: readonly number[]): number | undefined {
  if (places < 1 || serviceTimes.length < ENOUGH) return undefined
  const sorted = [...serviceTimes].sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  return (median * (ahead + 1)) / places
}
