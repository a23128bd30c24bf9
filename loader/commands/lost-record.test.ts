import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { type InstallOptions, install } from '../index'
import { makePayload, makeProject, someSettings, treeOf } from '../testing/project'
import { runDoctor } from './doctor'
import { runReset } from './reset'

let payloadDir: string
beforeAll(() => {
  payloadDir = makePayload({
    'ccc-entry/ccc-entry.js': 'Component({})\n',
    'ccc-entry/ccc-entry.json': '{}\n',
    'ccc-tencent/index.js': '// large\n',
  })
})

const run = (cwd: string, options: Partial<InstallOptions> = {}) =>
  install({ cwd, ...someSettings, payloadDir, ...options })

const entry = 'pages/home/index'
const appJson = '{\n  "pages": ["pages/home/index"],\n  "subPackages": [{ "root": "goods", "pages": ["a"] }]\n}\n'

describe('an installation whose record is lost', () => {
  test.each<[string, Record<string, string>]>([
    ['an ordinary one', {}],
    ['one whose utils has files of the user', { 'utils/mine.js': '' }],
  ])('%s is taken up again by the next one, and then reset leaves nothing behind', async (_, more) => {
    const files = { 'app.json': appJson, [`${entry}.json`]: '{ "usingComponents": { "a": "b" } }\n', ...more }
    const project = makeProject(files)
    await run(project, { entry })
    const installed = treeOf(project)
    rmSync(join(project, '.ccc-store.record'))
    expect(await run(project)).toMatchObject({ created: ['.ccc-store.record'], modified: [], notes: [] })
    expect(Object.keys(treeOf(project))).toEqual(Object.keys(installed))
    await runReset({ cwd: project })
    expect(treeOf(project)).toEqual(treeOf(makeProject(files)))
  })

  test('leaves a list or page JSON behind that was made for it, since it cannot be told from one of the user', async () => {
    const project = makeProject()
    rmSync(join(project, `${entry}.json`))
    await run(project, { entry })
    rmSync(join(project, '.ccc-store.record'))
    await run(project)
    await runReset({ cwd: project })
    expect(Object.keys(treeOf(project))).toEqual(Object.keys(treeOf(makeProject())))
    const read = (path: string) => JSON.parse(readFileSync(join(project, path), 'utf8'))
    expect(read('app.json').subPackages).toEqual([])
    expect(read(`${entry}.json`)).toEqual({ usingComponents: {} })
  })

  test('with two subpackages is taken up again too, also when somebody has laid app.json out anew', async () => {
    const project = makeProject({ 'app.json': appJson })
    await run(project, { transport: 'tencent' })
    const path = join(project, 'app.json')
    writeFileSync(path, JSON.stringify(JSON.parse(readFileSync(path, 'utf8')), null, 3))
    expect((await runDoctor({ cwd: project, offline: true })).findings.map(({ code }) => code)).not.toContain(
      'registration-edited',
    )
    for (const isLost of [false, true]) {
      if (isLost) rmSync(join(project, '.ccc-store.record'))
      expect((await runReset({ cwd: project, dryRun: true })).isRecordLost).toBe(isLost)
      expect((await run(project, { transport: 'tencent' })).notes).toEqual([])
    }
    await runReset({ cwd: project })
    expect(readFileSync(path, 'utf8')).toBe(JSON.stringify(JSON.parse(appJson), null, 3))
  })

  test('in which one of two registrations was put back by install is taken out as a whole', async () => {
    const project = makeProject({ 'app.json': appJson })
    await run(project, { transport: 'tencent' })
    const path = join(project, 'app.json')
    const app = JSON.parse(readFileSync(path, 'utf8'))
    app.subPackages.pop()
    writeFileSync(path, JSON.stringify(app))
    expect((await runDoctor({ cwd: project, offline: true })).findings.map(({ code }) => code)).toContain(
      'not-registered',
    )
    expect((await run(project)).modified).toContain('app.json')
    await runReset({ cwd: project })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(appJson))
  })

  test('says which registration is not exactly ours, and reset leaves that one', async () => {
    const project = makeProject()
    await run(project)
    rmSync(join(project, '.ccc-store.record'))
    const path = join(project, 'app.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"name": "ccc",', '"name": "ccc", "independent": true,'))
    const edited = readFileSync(path, 'utf8')
    expect((await run(project)).notes).toEqual([{ kind: 'unowned', path: 'app.json' }])
    await runReset({ cwd: project })
    expect(readFileSync(path, 'utf8')).toBe(edited)
  })

  test('is not what a registration alone tells of: it was there before, and reset leaves it', async () => {
    const registered =
      '{"pages":["pages/home/index"],"subPackages":[{"root":"ccc","name":"ccc","pages":["pages/chat/index"]}]}'
    const project = makeProject({ 'app.json': registered })
    const before = treeOf(project)
    expect((await run(project)).notes).toEqual([{ kind: 'unowned', path: 'app.json' }])
    await runReset({ cwd: project })
    expect(treeOf(project)).toEqual(before)
  })
})
