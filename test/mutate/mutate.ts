// npm run mutate -- <folder>: how many small faults in the sources of a folder the tests notice.
// npm run mutate -- server/app --most 40: of 40 of them, evenly taken.
// The sources are changed in place, one fault at a time, and put back.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { coveringTests } from './covering-tests'
import { type Mutant, mutantsOf } from './mutants'
import { passes } from './run-jest'

const REPOSITORY = resolve(__dirname, '..', '..')

interface Candidate extends Mutant {
  /** path of the source, relative to the repository */
  file: string
}

type Outcome = 'killed' | 'survived' | 'not covered'

const git = (...args: string[]): string => execFileSync('git', args, { cwd: REPOSITORY, encoding: 'utf8' })

function sourcesIn(folder: string): string[] {
  if (git('status', '--porcelain', '--', folder) !== '') throw new Error(`commit what is changed in ${folder} first`)
  const files = git('ls-files', '--', folder).split('\n')
  return files.filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\.d\.ts$|\/(testing|fixtures|texts)\//.test(file))
}

/** Every nth, so that all files have their share. */
function evenly<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most)
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, most)
}

/** Puts the fault in, runs the tests that reach its line, and takes it out whatever happens. */
function tried(mutant: Candidate, tests: readonly string[]): Outcome {
  if (tests.length === 0) return 'not covered'
  const path = join(REPOSITORY, mutant.file)
  const source = readFileSync(path, 'utf8')
  const restore = (): void => writeFileSync(path, source)
  const stop = (): void => {
    restore()
    process.exit(130)
  }
  process.once('SIGINT', stop)
  try {
    writeFileSync(path, source.slice(0, mutant.start) + mutant.text + source.slice(mutant.end))
    return passes(REPOSITORY, tests) ? 'survived' : 'killed'
  } finally {
    restore()
    process.off('SIGINT', stop)
  }
}

const shown = ({ file, line, start, end, text }: Candidate): string =>
  `${file}:${line} \`${readFileSync(join(REPOSITORY, file), 'utf8').slice(start, end).split('\n')[0]}\` → \`${text}\``

async function mutate(folder: string, most: number): Promise<void> {
  const sources = sourcesIn(folder)
  const all = sources.flatMap((file): Candidate[] =>
    mutantsOf(readFileSync(join(REPOSITORY, file), 'utf8')).map((mutant) => ({ ...mutant, file })),
  )
  const chosen = evenly(all, most)
  console.log(`${chosen.length} of ${all.length} mutants in ${sources.length} files`)
  const covering = coveringTests(REPOSITORY, folder, sources)
  const counts: Record<Outcome, number> = { killed: 0, survived: 0, 'not covered': 0 }
  for (const [index, mutant] of chosen.entries()) {
    const outcome = tried(mutant, covering(mutant.file, mutant.line))
    counts[outcome] += 1
    if (outcome !== 'killed') console.log(`${index + 1}/${chosen.length} ${outcome}: ${shown(mutant)}`)
  }
  const share = Math.round((counts.killed / chosen.length) * 1000) / 10
  console.log(`${folder}: ${JSON.stringify(counts)}, ${share} % killed`)
}

const [folder, flag, most] = process.argv.slice(2)
if (folder === undefined || (flag !== undefined && flag !== '--most')) {
  console.error('npm run mutate -- <folder> [--most <number>]')
  process.exitCode = 2
} else {
  mutate(folder.replace(/\/+$/, ''), Number(most ?? Number.POSITIVE_INFINITY)).catch((error) => {
    console.error(error)
    process.exitCode = 1
  })
}
