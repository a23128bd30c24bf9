import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { installable } from './fixtures'
import { fixtureNamed, makeProject } from './make-project'
import { install } from './settings'
import { type Tree, treeOf } from './tree-of'
import { withLoader } from './with-loader'

const loader = withLoader()
const plain = fixtureNamed('plain')
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
    // Every start of a process takes its time; the next test stops before each and every write.
    for (let at = 1; at <= changes; at += 8) {
      const { folder } = makeProject(plain)
      kill(folder, at)
      const next = await loader.run(install, folder)
      expect({ at, code: next.code, tree: treeOf(folder) }).toEqual({ at, code: 0, tree: whole })
    }
  })

  test('leaves no half-written file under its own name, and what the next start makes whole', async () => {
    const before = treeOf(makeProject(plain).folder)
    for (let at = 1; at <= changes; at += 1) {
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

describe('in every fixture', () => {
  test.each(installable)('a kill in $name is made whole', async (fixture) => {
    const { changes, whole } = await measure(fixture)
    // One of them, another one in each fixture.
    const at = 1 + ((installable.indexOf(fixture) * 37) % changes)
    const { folder } = makeProject(fixture)
    await loader.run(install, folder, at)
    expect((await loader.run(install, folder)).code).toBe(0)
    expect(treeOf(folder)).toEqual(whole)
  })
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
