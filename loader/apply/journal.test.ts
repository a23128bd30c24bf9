import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { outputFileSync } from 'fs-extra'
import { runInstall } from '../commands/install'
import { runReset } from '../commands/reset'
import { sha256 } from '../hash'
import { makePayload, makeProject, someSettings, treeOf } from '../testing/project'
import { companionsOf, JOURNAL_PATH, type Journal, placeOf } from './journal'
import { LEASE_MS, type Owner, thisProcess } from './owner'

let payloadDir: string
beforeAll(() => {
  payloadDir = makePayload()
})

const install = (cwd: string) => runInstall({ cwd, given: someSettings, complete: () => someSettings, payloadDir })

/** A process that has ended. */
function endedProcess(): Owner {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  return { pid, host: hostname() }
}

/** Writes a journal into a project, as a run there would have. */
function writeJournal(project: string, overrides: Partial<Record<keyof Journal, unknown>>): void {
  const journal = {
    owner: endedProcess(),
    place: placeOf(project),
    placements: [{ subpackage: 'ccc', loginPath: 'utils/login.js' }],
    folders: [],
    removeFolders: [],
    steps: [],
    ...overrides,
  }
  writeFileSync(join(project, JOURNAL_PATH), JSON.stringify(journal))
}

const hashOf = (project: string, path: string) => sha256(readFileSync(join(project, path)))

describe('a journal that no run here has left', () => {
  const step = (path: string, rest: object) => ({ path, ...companionsOf(path, 0), ...rest })

  test.each<[string, (project: string) => Partial<Record<keyof Journal, unknown>>]>([
    [
      'deletes a file of the project',
      (project) => ({ steps: [step('app.js', { before: hashOf(project, 'app.js') })] }),
    ],
    ['makes a git hook', () => ({ steps: [step('.git/hooks/pre-commit', { after: sha256(Buffer.from('evil')) })] })],
    [
      'says that git hooks are where the login script is',
      () => ({
        placements: [{ subpackage: 'ccc', loginPath: '.git/hooks/x.js' }],
        steps: [step('.git/hooks/x.js', { after: sha256(Buffer.from('evil')) })],
      }),
    ],
    ['leaves the mini-program', () => ({ steps: [step('../x.js', { after: sha256(Buffer.from('evil')) })] })],
    ['removes a folder of the project', () => ({ removeFolders: ['pages/home'] })],
    [
      'names other companions',
      (project) => ({
        steps: [{ path: 'ccc-config.js', before: hashOf(project, 'app.js'), staged: 'app.js', backup: 'x' }],
      }),
    ],
    ['was written for another folder', () => ({ place: { path: '/elsewhere', inode: '1' } })],
    ['has a process number that is none', () => ({ owner: { pid: 0, host: hostname() } })],
    ['has the process number of everybody', () => ({ owner: { pid: -1, host: hostname() } })],
  ])('and %s is not carried out, but reported', async (_, make) => {
    const project = makeProject({ '.git/HEAD': 'ref' })
    for (const folder of ['', 'utils/', '.git/hooks/']) {
      for (const name of ['pre-commit', 'x.js', 'app.js']) {
        outputFileSync(join(project, `${folder}.ccc-store-0-${name}.new`), 'evil')
      }
    }
    writeJournal(project, make(project))
    const before = treeOf(project)
    for (const run of [install(project), runReset({ cwd: project }), runReset({ cwd: project, dryRun: true })]) {
      await expect(run).rejects.toMatchObject({ code: 'journal-foreign', exitCode: 4 })
    }
    expect(treeOf(project)).toEqual(before)
  })

  test.each<[string, (path: string) => void]>([
    ['an empty file', (path) => writeFileSync(path, '')],
    ['something else', (path) => writeFileSync(path, '{"pid":999999,"folders":[],"removeFolders":[],"steps":[]}')],
    ['a link', (path) => symlinkSync('app.js', path)],
    ['a folder', (path) => mkdirSync(path)],
  ])('but is %s stays as it is and is reported', async (_, make) => {
    const project = makeProject()
    make(join(project, JOURNAL_PATH))
    const before = treeOf(project)
    await expect(install(project)).rejects.toMatchObject({ code: 'journal-foreign', exitCode: 4 })
    expect(treeOf(project)).toEqual(before)
  })
})

describe('a journal whose process', () => {
  const own = thisProcess()
  const someoneElse = { ...own, pid: process.ppid }

  test('is alive holds the project, and the message names it', async () => {
    const project = makeProject()
    const { pid, start: _, ...rest } = someoneElse
    writeJournal(project, { owner: { pid, ...rest } })
    const before = treeOf(project)
    await expect(install(project)).rejects.toMatchObject({
      code: 'busy',
      exitCode: 6,
      message: expect.stringContaining(`process ${pid}`),
    })
    expect(treeOf(project)).toEqual(before)
  })

  test.each<[string, Partial<Owner>, number]>([
    ['has ended, and whose number another one has got since', { start: '1' }, 0],
    ['belongs to an earlier start of the machine', { boot: 'another' }, 0],
    ['runs on another machine and has not written for long', { host: 'another' }, LEASE_MS + 1000],
    ['cannot be told from others and has not written for long', {}, LEASE_MS + 1000],
  ])('%s does not hold it', async (_, owner, age) => {
    const project = makeProject()
    const { start: _start, ...rest } = someoneElse
    writeJournal(project, { owner: { ...rest, ...owner } })
    const time = new Date(Date.now() - age)
    utimesSync(join(project, JOURNAL_PATH), time, time)
    expect(await install(project)).toMatchObject({ recovered: 'forward' })
  })

  test('runs on another machine holds it for a while, and the message says until when', async () => {
    const project = makeProject()
    writeJournal(project, { owner: { ...own, host: 'another' } })
    await expect(install(project)).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringMatching(/on another.*the first run after \d{4}-/),
    })
  })
})
