import { spawn, spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fastFolder } from './fast-folder'
import { type Fixture, fixtureNamed, installable } from './fixtures'
import { LoaderHost } from './loader-host'
import { makeProject } from './make-project'
import { install } from './settings'
import { smallLoader } from './small-loader'
import { type Tree, treeOf } from './tree-of'
import { withLoader } from './with-loader'

const loader = withLoader()
const plain = fixtureNamed('plain')
const reset = ['reset', '--yes']
const someOfEveryKind = [
  'crlf-app-json',
  'one-line-files',
  'both-subpackage-keys',
  'typescript',
  'linked-folder',
  'non-ascii-paths',
  'commented-app-json',
  'no-project-config',
].map(fixtureNamed)
const everyWrite = process.env.CCC_EVERY_WRITE === '1'
const noNetwork = ['--require', join(__dirname, 'preload', 'no-network.js')]

/** How many changes to the disk an installation into a fixture makes, and what comes out of it. */
async function measure(fixture = plain): Promise<{ changes: number; whole: Tree }> {
  const { folder } = makeProject(fixture)
  const { changes } = await loader.run(install, folder)
  return { changes, whole: treeOf(folder) }
}

describe('a process killed before any single write', () => {
  let changes = 0
  let whole: Tree = {}

  beforeAll(async () => {
    ;({ changes, whole } = await measure())
    expect(changes).toBeGreaterThan(50)
  })

  /** Kills the command just before a change, as a power cut would. */
  function kill(folder: string, at: number): void {
    const { bin } = loader.packed()
    const args = [...noNetwork, '--require', join(__dirname, 'preload', 'kill-at.js'), bin, ...install]
    const env = { ...process.env, KILL_AT: String(at) }
    const { signal, status } = spawnSync(process.execPath, args, { cwd: folder, env })
    expect({ at, died: signal === 'SIGKILL' || status !== 0 }).toEqual({ at, died: true })
  }

  test('leaves what the next start makes whole', async () => {
    // Every start of a process takes its time; the tests below stop before each and every write.
    for (let at = 1; at <= changes; at += everyWrite ? 1 : 16) {
      const { folder } = makeProject(plain)
      kill(folder, at)
      const next = await loader.run(install, folder)
      expect({ at, code: next.code, tree: treeOf(folder) }).toEqual({ at, code: 0, tree: whole })
    }
  })

  test('leaves no half-written file under its own name, and what the next start makes whole', async () => {
    const before = treeOf(makeProject(plain).folder)
    for (let at = 1; at <= changes; at += everyWrite ? 1 : 3) {
      const { folder } = makeProject(plain)
      await loader.run(install, folder, at)
      const torn = Object.entries(treeOf(folder)).filter(
        ([path, state]) => state !== before[path] && state !== whole[path] && !/\.ccc-store/.test(path),
      )
      expect({ at, torn }).toEqual({ at, torn: [] })
      const next = await loader.run(install, folder)
      expect({ at, code: next.code, tree: treeOf(folder) }).toEqual({ at, code: 0, tree: whole })
    }
  })
})

describe('a loader with a handful of files, killed before a write', () => {
  let small: LoaderHost
  beforeAll(() => {
    small = new LoaderHost(smallLoader(loader.packed()))
  })
  afterAll(() => small?.stop())

  /** The project, its state before, and how many changes an installation makes; what comes out of it, too. */
  async function begin(fixture: Fixture) {
    const project = makeProject(fixture)
    const place = fastFolder()
    cpSync(project.folder, join(place, 'kept'), { recursive: true, verbatimSymlinks: true })
    const again = (at: number) => {
      const folder = join(place, String(at))
      cpSync(join(place, 'kept'), folder, { recursive: true, verbatimSymlinks: true })
      return folder
    }
    const before = treeOf(project.folder)
    const { changes, code } = await small.run(install, project.folder)
    expect({ code, many: changes > 50 }).toEqual({ code: 0, many: true })
    return { changes, before, whole: treeOf(project.folder), again }
  }

  // Before every single one in fixtures of every kind; in the others before every third, another one in each, unless
  // CCC_EVERY_WRITE asks for all of them, as .ci/run does.
  test.each(installable)('in $name is made whole by the next start', async (fixture) => {
    const { changes, whole, again } = await begin(fixture)
    const isThorough = everyWrite || someOfEveryKind.includes(fixture)
    const first = isThorough ? 1 : 1 + (installable.indexOf(fixture) % 3)
    for (let at = first; at <= changes; at += isThorough ? 1 : 3) {
      const folder = again(at)
      await small.run(install, folder, at)
      const next = await small.run(install, folder)
      expect({ at, code: next.code, tree: treeOf(folder) }).toEqual({ at, code: 0, tree: whole })
    }
  })

  test.each(someOfEveryKind)(
    'in $name, and an edit of app.json after it: the next start is whole, and reset leaves the edit alone',
    async (fixture) => {
      const { changes, before, again } = await begin(fixture)
      const edit = (folder: string) => {
        const path = join(folder, fixture.root, 'app.json')
        writeFileSync(path, readFileSync(path, 'latin1').replace('"pages"', '"debug": false, "pages"'), 'latin1')
      }
      const edited = again(0)
      edit(edited)
      const expected = treeOf(edited)
      expect(expected).not.toEqual(before)
      for (let at = 1; at <= changes; at += 1) {
        const folder = again(at)
        await small.run(install, folder, at)
        edit(folder)
        expect({ at, code: (await small.run(at % 2 ? install : reset, folder)).code }).toEqual({ at, code: 0 })
        await small.run(reset, folder)
        expect({ at, tree: treeOf(folder) }).toEqual({ at, tree: expected })
      }
    },
  )
})

describe('two loaders at once', () => {
  const start = (folder: string) =>
    new Promise<{ code: number | null; err: string }>((resolve) => {
      const child = spawn(process.execPath, [...noNetwork, loader.packed().bin, ...install, '--lang', 'en'], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let err = ''
      child.stderr.on('data', (chunk) => {
        err += chunk
      })
      child.on('close', (code) => resolve({ code, err }))
    })

  test('end in one whole installation: one wins, the other says so or finds nothing left to do', async () => {
    const { whole } = await measure()
    for (let round = 0; round < 8; round += 1) {
      const { folder } = makeProject(plain)
      const results = await Promise.all([start(folder), start(folder)])
      const losers = results.filter(({ code }) => code !== 0)
      expect(losers.length).toBeLessThan(2)
      for (const { code, err } of losers) {
        expect({ code, err }).toMatchObject({ code: 6, err: expect.stringMatching(/is at work|changed these files/) })
      }
      expect(treeOf(folder)).toEqual(whole)
    }
  })
})
