import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { EXAMPLE_DIR } from './with-installed-shop'

const RUNS = 9
const FILES = 500
const LOADER = join(__dirname, '..', '..', 'loader', 'bin', 'ccc-store.js')

/**
 * Whole-process time of an install into a project of 500 files over that of `node -e 0`: medians of nine, taken in turn so
 * that both meet the same machine.
 */
export async function measureInstall(): Promise<number> {
  const installs: number[] = []
  const starts: number[] = []
  const project = await mkdtemp(join(tmpdir(), 'ccc-install-'))
  try {
    await makeProject(join(project, 'model'))
    for (let run = 0; run < RUNS; run += 1) {
      const dir = join(project, String(run))
      await cp(join(project, 'model'), dir, { recursive: true })
      starts.push(timeOf(['-e', '0'], dir))
      installs.push(timeOf([LOADER, 'install', '--yes', '--sdk-app-id', '1400000001', '--ivr-id', 'demo'], dir))
    }
  } finally {
    await rm(project, { recursive: true })
  }
  return Math.round((median(installs) / median(starts)) * 100) / 100
}

/** The example shop with as many modules as make it 500 files and more. */
async function makeProject(dir: string): Promise<void> {
  await cp(EXAMPLE_DIR, dir, { recursive: true })
  await mkdir(join(dir, 'modules'))
  for (let file = 0; file < FILES; file += 1) {
    await writeFile(join(dir, 'modules', `module-${file}.js`), `module.exports = ${file}\n`)
  }
}

function timeOf(args: readonly string[], cwd: string): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return performance.now() - start
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
