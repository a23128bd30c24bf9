export const round = (value: number): number => Math.round(value * 1_000) / 1_000

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value that so great a share of the values is below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
