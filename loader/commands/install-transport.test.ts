import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'jsonc-parser'
import { type InstallOptions, install } from '../index'
import { makePayload, makeProject, someSettings, treeOf } from '../testing/project'
import { runReset } from './reset'
import { runUpdate } from './update'

let payloadDir: string
let newerDir: string

const injected = (path: string) => readFileSync(join(__dirname, '..', '..', 'templates', 'inject', path), 'utf8')
const files = {
  'ccc/host.tencent.js': injected('ccc/host.tencent.js'),
  'ccc-config.tencent.js': injected('ccc-config.tencent.js'),
  'ccc-tencent/index.js': 'exports.makeTencentLink = () => {}\n',
  'ccc-tencent/lib/chat.js': '// large\n',
  'ccc-tencent/pages/blank/index.js': 'Page({})\n',
  'ccc-tencent/pages/blank/index.json': '{}\n',
  'ccc-tencent/pages/blank/index.wxml': '<view />\n',
}
beforeAll(() => {
  payloadDir = makePayload(files)
  newerDir = makePayload({ ...files, 'ccc-tencent/lib/chat.js': '// larger\n' })
})

const run = (cwd: string, options: Partial<InstallOptions> = {}) =>
  install({ cwd, ...someSettings, payloadDir, ...options })
const read = (project: string, path: string) => readFileSync(join(project, path), 'utf8')
const rootsOf = (project: string): string[] =>
  parse(read(project, 'app.json')).subPackages.map(({ root }: { root: string }) => root)
const tencent = { transport: 'tencent' } as const

describe('--transport', () => {
  test('without tencent nothing of it is there', async () => {
    const project = makeProject()
    await run(project)
    expect(Object.keys(treeOf(project)).filter((path) => /tencent/.test(path))).toEqual([])
    expect(rootsOf(project)).toEqual(['ccc'])
    expect(read(project, 'ccc-config.js') + read(project, 'ccc/host.js')).not.toContain('tencent')
  })

  test('tencent brings its subpackage, the way to it, and the choice in ccc-config.js', async () => {
    const project = makeProject()
    const report = await run(project, tencent)
    expect(report.created).toEqual(expect.arrayContaining(['ccc-tencent/index.js', 'ccc-tencent/lib/chat.js']))
    expect(rootsOf(project)).toEqual(['ccc', 'ccc-tencent'])
    expect(parse(read(project, 'app.json')).subPackages[1].pages).toEqual(['pages/blank/index'])
    expect(read(project, 'ccc-config.js')).toContain("transport: 'tencent'")
    expect(read(project, 'ccc/host.js')).toContain("require.async('../ccc-tencent/index.js')")
    expect(existsSync(join(project, 'ccc/host.tencent.js'))).toBe(false)
  })

  test('a second run changes nothing, and does not need to be told again', async () => {
    const project = makeProject()
    await run(project, tencent)
    const after = treeOf(project)
    await run(project)
    await run(project, tencent)
    expect(treeOf(project)).toEqual(after)
  })

  test('reset gives back every byte', async () => {
    const project = makeProject({
      'app.json': '{\r\n  "pages": ["a"],\r\n  "subpackages": [{ "root": "x", "pages": [] }]\r\n}',
    })
    const before = treeOf(project)
    await run(project, tencent)
    await runReset({ cwd: project })
    expect(treeOf(project)).toEqual(before)
  })

  test('reset takes both subpackages out of an app.json that was edited since, and nothing else', async () => {
    const project = makeProject()
    await run(project, tencent)
    const edited = read(project, 'app.json').replace('{', '{ "lazyCodeLoading": "requiredComponents",')
    writeFileSync(join(project, 'app.json'), edited)
    await runReset({ cwd: project })
    expect(parse(read(project, 'app.json'))).toMatchObject({ lazyCodeLoading: 'requiredComponents' })
    expect(read(project, 'app.json')).not.toContain('ccc')
  })

  test('stands beside a subpackage that is somewhere else', async () => {
    const project = makeProject()
    await run(project, { ...tencent, subpackage: 'packages/service' })
    expect(rootsOf(project)).toEqual(['packages/service', 'packages/service-tencent'])
    expect(existsSync(join(project, 'packages/service-tencent/index.js'))).toBe(true)
    expect(read(project, 'packages/service/host.js')).toContain("require.async('../service-tencent/index.js')")
  })

  test('update brings a new version of it, and keeps what the user wrote into ccc-config.js', async () => {
    const project = makeProject()
    await run(project, tencent)
    appendFileSync(join(project, 'ccc-config.js'), '// mine\n')
    await runUpdate({ cwd: project, payloadDir: newerDir })
    expect(read(project, 'ccc-tencent/lib/chat.js')).toBe('// larger\n')
    expect(read(project, 'ccc-config.js')).toMatch(/transport: 'tencent'[\s\S]*\/\/ mine/)
  })

  test.each([
    ['socket', 'tencent'],
    ['tencent', 'socket'],
  ] as const)('an installation with %s is not changed to %s in place', async (first, second) => {
    const project = makeProject()
    await run(project, { transport: first })
    const before = treeOf(project)
    await expect(run(project, { transport: second })).rejects.toMatchObject({ code: 'other-transport' })
    expect(treeOf(project)).toEqual(before)
  })

  test('a folder of the user in its place is not overwritten', async () => {
    const project = makeProject({ 'ccc-tencent/index.js': '// mine\n' })
    const before = treeOf(project)
    await expect(run(project, tencent)).rejects.toMatchObject({ code: 'foreign-files' })
    expect(treeOf(project)).toEqual(before)
  })
})
