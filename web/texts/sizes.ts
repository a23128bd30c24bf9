const UNITS = ['B', 'KB', 'MB', 'GB'] as const

/** A number of bytes as people read it: 734 B, 1.5 KB, 12 MB. */
export function sizeText(bytes: number): string {
  const step = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1_024)))
  const number = bytes / 1_024 ** step
  return `${step === 0 || number >= 10 ? Math.round(number) : number.toFixed(1)} ${UNITS[step]}`
}
