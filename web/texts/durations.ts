const two = (n: number) => String(n).padStart(2, '0')

/** A length of time as a clock shows it: 4:05, 1:04:05. @param ms below 0 counts as 0 */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** A moment in the agent's time zone: only the time of today, with the date before. */
export function momentText(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)]
  const time = `${two(then.getHours())}:${two(then.getMinutes())}`
  if (then.toDateString() === today.toDateString()) return time
  const day = `${two(then.getMonth() + 1)}-${two(then.getDate())} ${time}`
  return then.getFullYear() === today.getFullYear() ? day : `${then.getFullYear()}-${day}`
}
