/**
 * Whether a version is newer than another, by semantic versioning (https://semver.org, 11): numbers by value, and a
 * pre-release before its release.
 */
export function isNewer(version: string, than: string): boolean {
  return compare(version, than) > 0
}

function compare(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)]
  const length = Math.max(a.numbers.length, b.numbers.length)
  const numbers = compareLists(padded(a.numbers, length), padded(b.numbers, length))
  if (numbers !== 0) return numbers
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length
  return compareLists(a.pre, b.pre)
}

function partsOf(version: string) {
  const [main = '', ...pre] = (version.split('+')[0] ?? '').split('-')
  return { numbers: main.split('.'), pre: pre.length > 0 ? pre.join('-').split('.') : [] }
}

function padded(list: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, index) => list[index] ?? '0')
}

function compareLists(one: readonly string[], other: readonly string[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const [a, b] = [one[index], other[index]]
    if (a === b) continue
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1
    const [isA, isB] = [/^\d+$/.test(a), /^\d+$/.test(b)]
    if (isA && isB && Number(a) !== Number(b)) return Number(a) - Number(b)
    if (isA !== isB) return isA ? -1 : 1
    if (!isA) return a < b ? -1 : 1
  }
  return 0
}
