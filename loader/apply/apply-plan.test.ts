import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { outputFileSync } from 'fs-extra'
import { runInstall } from '../commands/install'
import { runReset } from '../commands/reset'
import { type Failure, failingFileSystem, unflushedDisk } from '../testing/failing-file-system'
import { makePayload, makeProject, someSettings, treeOf } from '../testing/project'
import { diskFileSystem, type FileSystem } from './file-system'

let payloadDir: string
let upgradedPayloadDir: string

beforeAll(() => {
  payloadDir = makePayload()
  upgradedPayloadDir = makePayload({ 'ccc/host.js': '// newer\n', 'ccc/lib/extra/new.js': '// new\n' })
})

const install = (cwd: string, files: FileSystem = unflushedDisk, settings = someSettings, payload = payloadDir) =>
  runInstall({ cwd, given: settings, complete: () => settings, payloadDir: payload, files })

/** A plan of every kind of change: an installed project that gets new settings and a new payload without one file. */
async function makeInstalled(): Promise<string> {
  const project = makeProject()
  const longer = makePayload({ 'ccc/lib/old/gone.js': '// old\n' })
  await install(project, unflushedDisk, someSettings, longer)
  return project
}

const scenarios = [
  {
    name: 'a first installation',
    make: async () => makeProject({ 'utils/mine.js': '// mine\n' }),
    run: (project: string, files?: FileSystem) => install(project, files),
  },
  {
    name: 'a later one that creates, replaces, splices and deletes',
    make: makeInstalled,
    run: (project: string, files?: FileSystem) =>
      install(project, files, { ...someSettings, ivrId: 'other' }, upgradedPayloadDir),
  },
]

describe.each(scenarios)('applying $name', ({ make, run }) => {
  let steps: number
  let whole: Record<string, string>

  beforeAll(async () => {
    const counting = failingFileSystem(0, 'fails once')
    const project = await make()
    await run(project, counting)
    steps = counting.steps()
    whole = treeOf(project)
  })

  test('leaves nothing of its own work behind', () => {
    expect(Object.keys(whole).filter((path) => /journal|\.new$|\.old$/.test(path))).toEqual([])
    expect(steps).toBeGreaterThan(15)
  })

  test('a failure at any single step leaves the project as before, or whole', async () => {
    for (let at = 1; at <= steps; at += 1) {
      const project = await make()
      const before = treeOf(project)
      const failed = await run(project, failingFileSystem(at, 'fails once')).then(
        () => false,
        (error: { code?: string }) => error.code === 'write-failed',
      )
      expect({ at, tree: treeOf(project) }).toEqual({ at, tree: failed ? before : whole })
    }
  })

  test.each<Failure>(['is killed', 'is killed in the middle of a write'])(
    'a process that %s at any single step leaves what the next start makes whole',
    async (failure) => {
      for (let at = 1; at <= steps; at += 1) {
        const project = await make()
        await run(project, failingFileSystem(at, failure)).catch(() => {})
        await run(project)
        expect({ at, tree: treeOf(project) }).toEqual({ at, tree: whole })
      }
    },
  )

  test('a recovery that is killed at any single step is made whole by the one after it', async () => {
    for (let at = 1; at <= steps; at += 3) {
      for (let again = 1; again <= 12; again += 1) {
        const project = await make()
        await run(project, failingFileSystem(at, 'is killed')).catch(() => {})
        await run(project, failingFileSystem(again, 'is killed')).catch(() => {})
        await run(project)
        expect({ at, again, tree: treeOf(project) }).toEqual({ at, again, tree: whole })
      }
    }
  })
})

describe('applying', () => {
  test('keeps the mode of a file it changes', async () => {
    const project = makeProject()
    chmodSync(join(project, 'app.json'), 0o600)
    await install(project)
    expect(treeOf(project)['app.json']).toMatch(/^600 /)
  })

  test('refuses when a file changed while the answers were being given, and writes nothing', async () => {
    const project = makeProject()
    const edited = '{ "pages": ["pages/home/index", "pages/new/index"] }'
    const running = runInstall({
      cwd: project,
      given: {},
      complete: () => {
        writeFileSync(join(project, 'app.json'), edited)
        return someSettings
      },
      payloadDir,
    })
    await expect(running).rejects.toMatchObject({ code: 'project-changed', exitCode: 6 })
    expect(readFileSync(join(project, 'app.json'), 'utf8')).toBe(edited)
    expect(Object.keys(treeOf(project))).not.toContain('ccc')
  })

  test('a file edited after a run was killed while staging is kept, and the next run goes on from there', async () => {
    const project = makeProject()
    await install(project, failingFileSystem(14, 'is killed')).catch(() => {})
    writeFileSync(join(project, 'app.json'), '{ "pages": ["new"] }')
    expect((await install(project)).recovered).toBe('back')
    expect(JSON.parse(readFileSync(join(project, 'app.json'), 'utf8')).pages).toEqual(['new'])
    expect(Object.keys(treeOf(project)).filter((path) => /journal|\.new$|\.old$/.test(path))).toEqual([])
  })

  test('a file edited while others are being staged stops the run, and stays as edited', async () => {
    const project = makeProject()
    const editing: FileSystem = {
      ...diskFileSystem,
      makeFolder(path) {
        diskFileSystem.makeFolder(path)
        writeFileSync(join(project, 'app.json'), '{ "pages": ["new"] }')
      },
    }
    await expect(install(project, editing)).rejects.toMatchObject({ code: 'project-changed' })
    expect(Object.keys(treeOf(project))).toEqual(Object.keys(treeOf(makeProject())))
    expect(readFileSync(join(project, 'app.json'), 'utf8')).toBe('{ "pages": ["new"] }')
  })

  test('a run that another one overtook leaves the work of the other in place', async () => {
    const project = makeProject()
    // The other run finishes between this one's plan and its journal.
    const overtaken: FileSystem = {
      ...diskFileSystem,
      claim(from, to) {
        for (const [path, bytes] of theirs) outputFileSync(join(project, path), bytes)
        diskFileSystem.claim(from, to)
      },
    }
    const other = makeProject()
    await install(other)
    const theirs = Object.keys(treeOf(other))
      .filter((path) => statSync(join(other, path)).isFile())
      .map((path): [string, Buffer] => [path, readFileSync(join(other, path))])
    await expect(install(project, overtaken)).rejects.toMatchObject({ code: 'project-changed' })
    expect(treeOf(project)).toEqual(treeOf(other))
  })

  test('a file edited after a run was killed while moving files is kept, and the run is finished around it', async () => {
    for (let at = 18; at <= 26; at += 1) {
      const project = makeProject()
      await install(project, failingFileSystem(at, 'is killed')).catch(() => {})
      const edited = readFileSync(join(project, 'app.json'), 'utf8').replace('"window"', '"debug": false, "window"')
      writeFileSync(join(project, 'app.json'), edited)
      await install(project)
      const after: Record<string, string> = treeOf(project)
      expect(readFileSync(join(project, 'app.json'), 'utf8')).toContain('"debug": false')
      expect(Object.keys(after).filter((path) => /journal|\.new$|\.old$/.test(path))).toEqual([])
      await runReset({ cwd: project, files: unflushedDisk })
      writeFileSync(
        join(project, 'app.json'),
        readFileSync(join(project, 'app.json'), 'utf8').replace('"debug": false, ', ''),
      )
      expect({ at, tree: treeOf(project) }).toEqual({ at, tree: treeOf(makeProject()) })
    }
  })

  test('a reset that was killed, and an edit after it: the next one takes the rest out and keeps the edit', async () => {
    const counting = failingFileSystem(0, 'fails once')
    const measured = makeProject()
    await install(measured)
    await runReset({ cwd: measured, files: counting })
    for (let at = 1; at <= counting.steps(); at += 1) {
      const project = makeProject()
      await install(project)
      await runReset({ cwd: project, files: failingFileSystem(at, 'is killed') }).catch(() => {})
      const path = join(project, 'app.json')
      writeFileSync(path, readFileSync(path, 'utf8').replace('"window"', '"debug": false, "window"'))
      await runReset({ cwd: project, files: unflushedDisk })
      writeFileSync(path, readFileSync(path, 'utf8').replace('"debug": false, ', ''))
      expect({ at, tree: treeOf(project) }).toEqual({ at, tree: treeOf(makeProject()) })
    }
  })

  test('says which files it found changed when it finished an earlier run', async () => {
    const project = makeProject()
    await install(project, failingFileSystem(26, 'is killed')).catch(() => {})
    writeFileSync(join(project, 'app.json'), '{ "pages": ["new"] }')
    expect(await install(project)).toMatchObject({ recovered: 'forward', leftAsFound: ['app.json'] })
    expect(JSON.parse(readFileSync(join(project, 'app.json'), 'utf8')).pages).toEqual(['new'])
  })
})
