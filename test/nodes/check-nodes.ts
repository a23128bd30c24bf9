// npm run check:nodes: a fresh clone installs, starts and does the main job with the Nodes and npms that people have.
// npm run check:nodes -- 24: with one of them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { fetchedPackages } from '../npm/fetched-packages'
import { startedDemo } from './started-demo'

/** Node 20.19 is the floor, 24 is recommended; npm 12 blocks install scripts. */
const PAIRS = [
  { major: '20', node: '20.19.0', npm: '11.21.2' },
  { major: '22', node: '22.23.3', npm: '12.2.0' },
  { major: '24', node: '24.21.0', npm: '12.2.0' },
]

const REPOSITORY = resolve(__dirname, '..', '..')

type Pair = (typeof PAIRS)[number]

const say = (text: string): void => console.log(text)

/** A node and an npm, and how they are run in a folder. */
function tools({ node, npm }: Pair) {
  const binaries = `node-${process.platform}-${process.arch}`
  const modules = fetchedPackages([`${binaries}@${node}`, `npm@${npm}`], say)
  const bin = join(modules, binaries, 'bin')
  return {
    node: join(bin, 'node'),
    npm: join(modules, 'npm', 'bin', 'npm-cli.js'),
    env: { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) },
  }
}

async function check(pair: Pair): Promise<void> {
  const { node, npm, env } = tools(pair)
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'ccc-nodes-')))
  const clone = join(place, 'clone')
  const run = (...args: string[]) => execFileSync(node, args, { cwd: clone, env, stdio: 'inherit' })
  const started = performance.now()
  const passed = (what: string): void => say(`  ${((performance.now() - started) / 1000).toFixed(1)} s ${what}`)
  say(`Node ${pair.node}, npm ${pair.npm}`)
  try {
    execFileSync('git', ['clone', '--quiet', REPOSITORY, clone])
    passed('cloned')
    run(npm, 'install', '--loglevel=error')
    passed('installed and built')
    execFileSync('git', ['diff', '--exit-code'], { cwd: clone, stdio: 'inherit' })
    await startedDemo({ node, npm, clone, env, dataDir: join(place, 'data') }, () => passed('npm start runs'))
    run('node_modules/jest/bin/jest.js', '--selectProjects', 'test', '--testPathPatterns', 'main-job')
    passed('the main job is done')
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

async function checkAll(majors: readonly string[]): Promise<void> {
  const chosen = PAIRS.filter(({ major }) => majors.length === 0 || majors.includes(major))
  if (chosen.length === 0) throw new Error(`one of ${PAIRS.map(({ major }) => major).join(', ')}`)
  for (const pair of chosen) await check(pair)
  say(`${chosen.length} passed, 0 failed`)
}

checkAll(process.argv.slice(2)).catch((error) => {
  console.error(error)
  say('0 passed, 1 failed')
  process.exitCode = 1
})
