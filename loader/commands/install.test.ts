import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'jsonc-parser'
import { sha256 } from '../hash'
import { type InstallOptions, install, LoaderError } from '../index'
import { makeFolder, makePayload, makeProject, plainAppJson, someSettings, treeOf } from '../testing/project'

let payloadDir: string

beforeAll(() => {
  payloadDir = makePayload()
})

const run = (cwd: string, options: Partial<InstallOptions> = {}) =>
  install({ cwd, ...someSettings, payloadDir, ...options })

/** Runs an installation that must be refused, and checks that it changed nothing. */
async function refused(cwd: string, options: Partial<InstallOptions> = {}): Promise<LoaderError> {
  const before = treeOf(cwd)
  const error: unknown = await run(cwd, options).catch((reason) => reason)
  expect(treeOf(cwd)).toEqual(before)
  if (error instanceof LoaderError) return error
  throw new Error('not refused', { cause: error })
}

const read = (project: string, path: string) => readFileSync(join(project, path), 'utf8')

describe('a first installation', () => {
  test('writes the configuration, the login and the subpackage, and registers it', async () => {
    const project = makeProject()
    const report = await run(project)
    expect(report.created).toEqual([
      'ccc-config.js',
      'ccc/host.js',
      'ccc/pages/chat/index.js',
      'ccc/pages/chat/index.json',
      'utils/login.d.ts',
      'utils/login.js',
      '.ccc-store.archive',
      '.ccc-store.record',
    ])
    expect(report.modified).toEqual(['app.json'])
    const config = read(project, 'ccc-config.js')
    expect(config).toContain('sdkAppId: 1400000001,')
    expect(config).toContain("ivrId: 'flow_demo',")
    expect(config).toContain("serverUrl: 'http://127.0.0.1:7788',")
    expect(parse(read(project, 'app.json')).subPackages).toEqual([
      { root: 'ccc', name: 'ccc', pages: ['pages/chat/index'] },
    ])
  })

  test('touches no file besides app.json', async () => {
    const project = makeProject()
    const before = treeOf(project)
    await run(project)
    const after = treeOf(project)
    const changed = Object.keys(before).filter((path) => before[path] !== after[path])
    expect(changed).toEqual(['app.json'])
  })

  test('records what a later reset needs: the splice gives the old app.json back', async () => {
    const project = makeProject()
    await run(project)
    const { splices, folders } = JSON.parse(read(project, '.ccc-store.record'))
    const [{ offset, inserted }] = splices
    const now = read(project, 'app.json')
    expect(now.slice(0, offset) + now.slice(offset + inserted.length)).toBe(plainAppJson)
    expect(folders).toEqual(['ccc', 'ccc/pages', 'ccc/pages/chat', 'utils'])
  })

  test('in a dry run reports the same and writes nothing', async () => {
    const project = makeProject()
    const before = treeOf(project)
    const dry = await run(project, { dryRun: true })
    expect(treeOf(project)).toEqual(before)
    expect(await run(project)).toEqual({ ...dry, dryRun: false })
  })

  test('goes into the folder that the project configuration names', async () => {
    const project = makeFolder({
      'project.config.json': '{ "miniprogramRoot": "miniprogram/", }',
      'project.private.config.json': '{ "miniprogramRoot": "client" }',
      'client/app.json': plainAppJson,
      'miniprogram/app.json': plainAppJson,
      'app.json': '{ "decoy": true }',
    })
    const report = await run(project)
    expect(report.modified).toEqual(['client/app.json'])
    expect(report.created).toContain('client/ccc-config.js')
  })

  test('finds the sources when the configured root is a build output that is not there', async () => {
    const project = makeFolder({ 'project.config.json': '{"miniprogramRoot":"dist"}', 'src/app.json': plainAppJson })
    expect((await run(project)).modified).toEqual(['src/app.json'])
  })

  test('works in a TypeScript mini-program and adds no second app.js', async () => {
    const project = makeProject({ 'app.ts': 'App({})\n' })
    rmSync(join(project, 'app.js'))
    const { created } = await run(project)
    expect(created).toContain('utils/login.d.ts')
    expect(created).not.toContain('app.js')
  })

  test.each([
    [
      'CRLF, tabs, a byte-order mark and comments',
      '\uFEFF{\r\n\t// 页面\r\n\t"pages": [\r\n\t\t"a", // 首页\r\n\t],\r\n}\r\n',
    ],
    ['one minified line', '{"pages":["a"],"subpackages":[{"root":"x","pages":["y"]}]}'],
    ['mixed line endings and no final newline', '{\n  "pages": ["a"],\r\n  "subPackages": []\n}'],
  ])('keeps every byte of an app.json in %s', async (_, text) => {
    const project = makeProject({ 'app.json': text })
    await run(project)
    const [{ offset, inserted, removed }] = JSON.parse(read(project, '.ccc-store.record')).splices
    const now = readFileSync(join(project, 'app.json'))
    const before = Buffer.concat([
      now.subarray(0, offset),
      Buffer.from(removed),
      now.subarray(offset + Buffer.byteLength(inserted)),
    ])
    expect(before.toString()).toBe(text)
    expect(inserted).toContain('pages/chat/index')
  })
})

describe('a second installation', () => {
  test('with the same settings changes no byte', async () => {
    const project = makeProject()
    await run(project)
    const before = treeOf(project)
    const report = await run(project)
    expect(treeOf(project)).toEqual(before)
    expect([report.created, report.modified, report.deleted, report.kept]).toEqual([[], [], [], []])
  })

  test('with another ivrId changes that value alone, and keeps what the user wrote around it', async () => {
    const project = makeProject()
    await run(project)
    const edited = `${read(project, 'ccc-config.js')}// 我们自己的备注\n`
    writeFileSync(join(project, 'ccc-config.js'), edited)
    const report = await run(project, { ivrId: 'night' })
    expect(report.modified).toEqual(['ccc-config.js'])
    expect(read(project, 'ccc-config.js')).toBe(edited.replace('flow_demo', 'night'))
  })

  test('leaves a file the user edited as it is, and lists it', async () => {
    const project = makeProject()
    await run(project)
    writeFileSync(join(project, 'utils/login.js'), '// mine now\n')
    const report = await run(project)
    expect(report.kept).toEqual(['utils/login.js'])
    expect(read(project, 'utils/login.js')).toBe('// mine now\n')
    expect((await run(project)).kept).toEqual(['utils/login.js'])
  })

  test('puts back a file that was deleted, and a registration that was removed', async () => {
    const project = makeProject()
    await run(project)
    const whole = treeOf(project)
    rmSync(join(project, 'ccc/host.js'))
    writeFileSync(join(project, 'app.json'), plainAppJson)
    await run(project)
    expect(treeOf(project)).toEqual(whole)
  })

  test('takes files that a checkout turned to CRLF for what they are', async () => {
    const project = makeProject()
    await run(project)
    for (const path of ['utils/login.js', 'ccc-config.js', '.ccc-store.record', 'ccc/host.js']) {
      writeFileSync(join(project, path), read(project, path).replaceAll('\n', '\r\n'))
    }
    const before = treeOf(project)
    const report = await run(project)
    expect(report.kept).toEqual([])
    expect(treeOf(project)).toEqual(before)
  })

  test('accepts its own files when the record was lost', async () => {
    const project = makeProject()
    await run(project)
    rmSync(join(project, '.ccc-store.record'))
    expect((await run(project)).created).toEqual(['.ccc-store.record'])
  })

  test('with a newer payload replaces what is untouched and keeps what is edited', async () => {
    const project = makeProject()
    await run(project)
    writeFileSync(join(project, 'ccc/host.js'), '// mine\n')
    const newer = makePayload({ 'utils/login.js': '// newer\n', 'ccc/host.js': '// newer\n' })
    const report = await run(project, { payloadDir: newer })
    expect(report.kept).toEqual(['ccc/host.js'])
    expect(report.modified).toEqual(['utils/login.js', '.ccc-store.archive', '.ccc-store.record'])
    expect(read(project, 'utils/login.js')).toBe('// newer\n')
  })

  test('leaves ccc-config.js alone when only its template is newer, and still knows it as untouched', async () => {
    const project = makeProject()
    await run(project)
    const before = read(project, 'ccc-config.js')
    const template = "module.exports = { sdkAppId: 0, ivrId: '', serverUrl: '' }\n"
    const newer = makePayload({ 'ccc-config.js': template, 'utils/login.js': '// newer\n' })
    await run(project, { payloadDir: newer })
    expect(read(project, 'ccc-config.js')).toBe(before)
    const { files } = JSON.parse(read(project, '.ccc-store.record'))
    expect(files).toContainEqual({ path: 'ccc-config.js', sha256: sha256(Buffer.from(before)) })
  })

  test('refuses new settings that a rewritten ccc-config.js has no place for', async () => {
    const project = makeProject()
    await run(project)
    writeFileSync(join(project, 'ccc-config.js'), "module.exports = require('./config').ccc\n")
    const error = await refused(project, { ivrId: 'night' })
    expect(error).toMatchObject({ code: 'config-unreadable', exitCode: 4 })
  })
})

describe('what cannot be done safely is refused, and the project stays as it was', () => {
  test('files of the same names that are not ours, all of them listed', async () => {
    const project = makeProject({
      'utils/login.js': 'exports.mine = 1\n',
      'ccc/readme.md': '# ours\n',
      'ccc-config.js': 'module.exports = { sdkAppId: 1, ivrId: "x", serverUrl: "http://a", more: 1 }\n',
    })
    const error = await refused(project)
    expect(error).toMatchObject({ code: 'foreign-files', exitCode: 4 })
    expect(error.details.list).toBe('  ccc-config.js\n  ccc/readme.md\n  utils/login.js')
  })

  test('a file where a folder has to be, and a folder where a file has to be', async () => {
    const project = makeProject({ utils: 'a file\n', 'ccc-config.js/index.js': '' })
    expect((await refused(project)).details.list).toBe('  ccc-config.js\n  utils')
  })

  test('a folder without a mini-program', async () => {
    const error = await refused(makeFolder({ 'readme.md': '' }))
    expect(error).toMatchObject({ code: 'not-a-mini-program', exitCode: 3 })
  })

  test('an app.json with a syntax error, with its place', async () => {
    const error = await refused(makeProject({ 'app.json': '{\n  "pages": [\n' }))
    expect(error).toMatchObject({ code: 'broken-json', exitCode: 3, details: { file: 'app.json', line: '3' } })
  })

  test.each([
    ['Taro', { 'package.json': '{"dependencies":{"@tarojs/taro":"3.6.0"}}' }],
    ['uni-app', { 'manifest.json': '{}', 'pages.json': '{}' }],
    ['WePY', { 'src/app.wpy': '' }],
    ['mpx', { 'package.json': '{"devDependencies":{"@mpxjs/core":"2"}}' }],
    ['kbone', { 'package.json': '{"devDependencies":{"mp-webpack-plugin":"1"}}' }],
  ])('the sources of %s', async (framework, files) => {
    const error = await refused(makeProject(files))
    expect(error).toMatchObject({ code: 'framework-project', exitCode: 3, details: { framework } })
  })

  test.each(['../elsewhere', '/tmp', 'C:\\shop'])('a configured root outside of the project: %s', async (root) => {
    const error = await refused(makeProject({ 'project.config.json': JSON.stringify({ miniprogramRoot: root }) }))
    expect(error).toMatchObject({ code: 'root-outside', exitCode: 3 })
  })

  test('a root that leaves the project through a link', async () => {
    const elsewhere = makeProject()
    const project = makeFolder({ 'project.config.json': '{"miniprogramRoot":"linked"}' })
    symlinkSync(elsewhere, join(project, 'linked'))
    const before = treeOf(elsewhere)
    expect(await refused(project)).toMatchObject({ code: 'root-outside' })
    expect(treeOf(elsewhere)).toEqual(before)
  })

  test.each(['utils', 'ccc'])('a folder %s that leaves the mini-program through a link', async (folder) => {
    const elsewhere = makeFolder({ 'theirs.js': '' })
    const project = makeProject()
    symlinkSync(elsewhere, join(project, folder))
    expect(await refused(project)).toMatchObject({ code: 'path-unsafe', exitCode: 4 })
    expect(Object.keys(treeOf(elsewhere))).toEqual(['theirs.js'])
  })

  test('a link to nowhere in the place of a file', async () => {
    const project = makeProject()
    symlinkSync('gone.js', join(project, 'ccc-config.js'))
    expect(await refused(project)).toMatchObject({ code: 'path-unsafe' })
  })

  test.each([
    ['that is no JSON', '{'],
    ['of an unknown kind', '{"schema":"x"}'],
    [
      'that names paths outside',
      '{"schema":1,"version":"1","options":{"subpackage":"ccc","loginPath":"utils/login.js"},"folders":[],"files":[{"path":"../x","sha256":""}],"splices":[]}',
    ],
  ])('a record %s', async (_, text) => {
    expect(await refused(makeProject({ '.ccc-store.record': text }))).toMatchObject({
      code: 'manifest-broken',
      exitCode: 4,
    })
  })

  test('a record that a newer version wrote, which is not called damaged', async () => {
    expect(await refused(makeProject({ '.ccc-store.record': '{"schema":2}' }))).toMatchObject({
      code: 'manifest-newer',
      exitCode: 4,
    })
  })

  test('settings that are none', async () => {
    const project = makeProject()
    expect(await refused(project, { sdkAppId: 0 })).toMatchObject({ code: 'sdk-app-id-invalid', exitCode: 2 })
    expect(await refused(project, { ivrId: '' })).toMatchObject({ code: 'ivr-id-invalid', exitCode: 2 })
    expect(await refused(project, { serverUrl: 'x' })).toMatchObject({ code: 'server-url-invalid', exitCode: 2 })
  })

  test('a payload that is not whole', async () => {
    const broken = makePayload()
    writeFileSync(join(broken, 'files/utils/login.js'), 'tampered')
    expect(await refused(makeProject(), { payloadDir: broken })).toMatchObject({ code: 'payload-broken', exitCode: 1 })
  })
})

describe('links inside the mini-program', () => {
  test('are followed: the file behind app.json is changed and the link stays', async () => {
    const project = makeProject()
    mkdirSync(join(project, 'config'))
    renameSync(join(project, 'app.json'), join(project, 'config/app.json'))
    symlinkSync('config/app.json', join(project, 'app.json'))
    await run(project)
    const tree = treeOf(project)
    expect(tree['app.json']).toBe('link to config/app.json')
    expect(read(project, 'config/app.json')).toContain('pages/chat/index')
    expect(Object.keys(tree).filter((path) => path.includes('.ccc-store-'))).toEqual([])
  })
})
