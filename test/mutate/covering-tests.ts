import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { cover, relatedTests } from './run-jest'

/** What istanbul writes of a file. */
interface FileCoverage {
  statementMap: Record<string, { start: { line: number }; end: { line: number } }>
  s: Record<string, number>
}

/** Tests in real browsers and of whole installations take too long to be run for every fault. */
const TOO_SLOW = /^(gallery|simulator|test\/(e2e|loader|npm|tencent|browser)|web\/browser)\//

/**
 * Runs every test file that may reach the sources once, to see which lines it reaches.
 * @param folder of the sources, relative to the repository
 * @returns the test files that reach a line of a source, the quickest first
 */
export function coveringTests(
  repository: string,
  folder: string,
  sources: readonly string[],
): (file: string, line: number) => string[] {
  const tests = relatedTests(repository, sources).filter((test) => !TOO_SLOW.test(relative(repository, test)))
  const reached = new Map<string, string[]>()
  const timed = tests.map((test) => {
    const started = performance.now()
    for (const place of linesReached(repository, test, folder)) {
      reached.set(place, [...(reached.get(place) ?? []), test])
    }
    console.log(`what ${relative(repository, test)} reaches is known`)
    return [test, performance.now() - started] as const
  })
  const times = new Map(timed)
  const quickest = (a: string, b: string): number => (times.get(a) ?? 0) - (times.get(b) ?? 0)
  return (file, line) => (reached.get(`${file}:${line}`) ?? []).sort(quickest)
}

/** As `file:line`. */
function linesReached(repository: string, test: string, folder: string): Set<string> {
  const out = mkdtempSync(join(tmpdir(), 'ccc-coverage-'))
  try {
    cover(repository, test, folder, out)
    const report = join(out, 'coverage-final.json')
    const files: Record<string, FileCoverage> = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}
    return new Set(Object.entries(files).flatMap(([path, file]) => linesOf(relative(repository, path), file)))
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

const linesOf = (file: string, { statementMap, s }: FileCoverage): string[] =>
  Object.entries(statementMap).flatMap(([id, { start, end }]) =>
    s[id] ? Array.from({ length: end.line - start.line + 1 }, (_, at) => `${file}:${start.line + at}`) : [],
  )
