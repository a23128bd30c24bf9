import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'jsonc-parser'
import { type InstallOptions, install } from '../index'
import { makeFolder, makePayload, makeProject, plainAppJson, someSettings, treeOf } from '../testing/project'
import { runReset } from './reset'
import { runUpdate } from './update'

let payloadDir: string

beforeAll(() => {
  payloadDir = makePayload({
    'ccc/host.js':
      "module.exports = {\n  config: require('../ccc-config.js'),\n  login: require('../utils/login.js'),\n}\n",
    'utils/login.js':
      "const config = require('../ccc-config.js')\nrequire.async('../ccc/api.js')\nconst page = '/ccc/pages/chat/index'\n",
    'ccc-entry/ccc-entry.js': "Component({ properties: { url: { type: String, value: '/ccc/pages/chat/index' } } })\n",
    'ccc-entry/ccc-entry.json': '{ "component": true }\n',
  })
})

const run = (cwd: string, options: Partial<InstallOptions> = {}) =>
  install({ cwd, ...someSettings, payloadDir, ...options })
const read = (project: string, path: string) => readFileSync(join(project, path), 'utf8')
const page = 'pages/home/index'

describe('--entry', () => {
  test('puts the button on the page, and reset takes it off to the byte', async () => {
    const project = makeProject({ [`${page}.json`]: '{\r\n\t"navigationBarTitleText": "首页"\r\n}' })
    const before = treeOf(project)
    const report = await run(project, { entry: page })
    expect(report.modified).toEqual(['app.json', `${page}.json`, `${page}.wxml`])
    expect(report.created).toContain('ccc-entry/ccc-entry.js')
    expect(read(project, `${page}.wxml`)).toBe('<view>home</view>\n<ccc-entry />\n')
    await runReset({ cwd: project })
    expect(treeOf(project)).toEqual(before)
  })

  test('is not needed a second time, and none takes the button off again', async () => {
    const project = makeProject()
    await run(project)
    const without = treeOf(project)
    await run(project, { entry: page })
    const withEntry = treeOf(project)
    await run(project)
    expect(treeOf(project)).toEqual(withEntry)
    await run(project, { entry: 'none' })
    expect(treeOf(project)).toEqual(without)
  })

  test('moves to another page', async () => {
    const project = makeProject({
      'app.json': '{"pages":["pages/home/index","pages/mine/index"]}',
      'pages/mine/index.wxml': '<view />',
    })
    const before = treeOf(project)
    await run(project, { entry: page })
    const { created } = await run(project, { entry: 'pages/mine/index' })
    expect(created).toEqual(['pages/mine/index.json'])
    expect(read(project, `${page}.wxml`)).toBe('<view>home</view>\n')
    await runUpdate({ cwd: project, payloadDir })
    await runReset({ cwd: project })
    expect(treeOf(project)).toEqual(before)
  })

  test('comes off a page that was edited meanwhile, and the edits stay', async () => {
    const project = makeProject()
    await run(project, { entry: page })
    writeFileSync(join(project, `${page}.wxml`), '<view>new</view>\n<view>\n  <ccc-entry />\n</view>\n')
    writeFileSync(
      join(project, `${page}.json`),
      '{"usingComponents":{"a":"b","ccc-entry":"/ccc-entry/ccc-entry","c":"d"}}',
    )
    expect((await runReset({ cwd: project })).notes).toEqual([])
    expect(read(project, `${page}.wxml`)).toBe('<view>new</view>\n<view>\n</view>\n')
    expect(read(project, `${page}.json`)).toBe('{"usingComponents":{"a":"b","c":"d"}}')
  })

  test('names the pages there are when it is given another one', async () => {
    const error = run(makeProject(), { entry: 'pages/none/index' })
    await expect(error).rejects.toMatchObject({ code: 'entry-page-unknown', exitCode: 2, details: { pages: page } })
  })

  test('refuses a page without a template', async () => {
    const project = makeProject()
    rmSync(join(project, `${page}.wxml`))
    await expect(run(project, { entry: page })).rejects.toMatchObject({ code: 'entry-page-broken' })
  })
})

describe('--subpackage and --login-path', () => {
  test('move the files, and the ways between them lead there', async () => {
    const project = makeProject()
    const before = treeOf(project)
    const { placement } = await run(project, {
      subpackage: 'packages/service',
      loginPath: 'api/auth/login.js',
      entry: page,
    })
    expect(placement).toEqual({ subpackage: 'packages/service', loginPath: 'api/auth/login.js', entry: page })
    const host = read(project, 'packages/service/host.js')
    expect(host).toContain("require('../../ccc-config.js')")
    expect(host).toContain("require('../../api/auth/login.js')")
    expect(read(project, 'api/auth/login.js')).toBe(
      "const config = require('../../ccc-config.js')\nrequire.async('../../packages/service/api.js')\nconst page = '/packages/service/pages/chat/index'\n",
    )
    expect(read(project, 'ccc-entry/ccc-entry.js')).toContain("'/packages/service/pages/chat/index'")
    expect(parse(read(project, 'app.json')).subPackages).toEqual([
      { root: 'packages/service', name: 'packages-service', pages: ['pages/chat/index'] },
    ])
    expect(Object.keys(treeOf(project))).toContain('api/auth/login.d.ts')
    const installed = treeOf(project)
    await run(project)
    expect(treeOf(project)).toEqual(installed)
    await runReset({ cwd: project })
    expect(treeOf(project)).toEqual(before)
  })

  test('to the top of the mini-program keep a plain way', async () => {
    const project = makeProject()
    await run(project, { loginPath: 'login.js' })
    expect(read(project, 'login.js')).toContain("require('./ccc-config.js')")
  })

  test('make room where ccc is taken', async () => {
    const files = {
      'ccc/mine/a.js': '',
      'app.json': '{"pages":["a"],"subPackages":[{"root":"ccc","pages":["mine/a"]}]}',
    }
    const project = makeProject(files)
    await expect(run(project)).rejects.toMatchObject({ exitCode: 4 })
    await run(project, { subpackage: 'service' })
    expect(parse(read(project, 'app.json')).subPackages).toHaveLength(2)
  })

  test('refuse a subpackage around the place of the login script, also when that is not said aloud', async () => {
    await expect(run(makeProject(), { subpackage: 'utils' })).rejects.toMatchObject({
      code: 'login-path-invalid',
      exitCode: 2,
    })
    await run(makeProject(), { subpackage: 'utils', loginPath: 'lib/login.js' })
  })

  test.each(['skip', 'overwrite', 'abort'] as const)(
    'never turn a folder of the user into the subpackage, with %s neither',
    async (onConflict) => {
      const project = makeProject({ 'lib/util.js': '// mine\n' })
      const before = treeOf(project)
      await expect(run(project, { subpackage: 'lib', onConflict })).rejects.toMatchObject({
        code: 'subpackage-occupied',
        exitCode: 4,
        details: { list: '  lib/util.js' },
      })
      expect(treeOf(project)).toEqual(before)
    },
  )

  test('cannot change once installed', async () => {
    const project = makeProject()
    await run(project)
    const before = treeOf(project)
    await expect(run(project, { subpackage: 'service' })).rejects.toMatchObject({
      code: 'already-elsewhere',
      exitCode: 2,
    })
    expect(treeOf(project)).toEqual(before)
  })

  test.each(['', '../x', '/', 'a b', 'ccc-entry', 'node_modules/x', 'a/miniprogram_npm'])(
    'refuse the subpackage %j',
    async (subpackage) => {
      await expect(run(makeProject(), { subpackage })).rejects.toMatchObject({ code: 'subpackage-invalid' })
    },
  )

  test.each([
    '',
    '../login.js',
    'login.ts',
    'ccc/login.js',
    'ccc-config.js',
    'app.js',
    '.git/hooks/x.js',
    '.GIT/hooks/x.js',
    'a/.hidden/x.js',
    'node_modules/a/x.js',
    'miniprogram_npm/x.js',
    'a/Node_Modules/x.js',
    '.eslintrc.js',
  ])('refuse the login path %j', async (loginPath) => {
    await expect(run(makeProject(), { loginPath })).rejects.toMatchObject({ code: 'login-path-invalid' })
  })
})

describe('--on-conflict', () => {
  test('skip leaves what is there, also the next time and after an update', async () => {
    const mine = 'exports.requestLogin = exports.getSession = () => {}\n'
    const project = makeProject({ 'utils/login.js': mine, 'ccc/readme.md': '# mine\n' })
    const { notes } = await run(project, { onConflict: 'skip' })
    expect(notes).toEqual([{ kind: 'skipped', path: 'utils/login.js' }])
    const installed = treeOf(project)
    await run(project)
    await runUpdate({ cwd: project, payloadDir })
    expect(treeOf(project)).toEqual(installed)
    await runReset({ cwd: project })
    expect(read(project, 'utils/login.js')).toBe(mine)
    expect(read(project, 'ccc/readme.md')).toBe('# mine\n')
  })

  test('never moves a folder out of the way', async () => {
    const project = makeProject({ 'ccc-config.js/index.js': '' })
    for (const onConflict of ['skip', 'overwrite'] as const) {
      await expect(run(project, { onConflict })).rejects.toMatchObject({ code: 'places-blocked' })
    }
  })
})

describe('several mini-programs', () => {
  test.each([
    ['beside each other', { 'app.json': plainAppJson, 'src/app.json': plainAppJson }, ['.', 'src']],
    [
      'further down',
      { 'web/shop/app.json': plainAppJson, 'wx/client/app.json': plainAppJson },
      ['web/shop', 'wx/client'],
    ],
  ])('%s are listed, and --cwd is asked for', async (_, files, folders) => {
    const error = run(makeFolder(files))
    const list = folders.map((folder) => `  ${folder}`).join('\n')
    await expect(error).rejects.toMatchObject({ code: 'roots-ambiguous', exitCode: 2, details: { list } })
  })

  test('a single one further down is not called several', async () => {
    const error = await run(makeFolder({ 'java/wx/app.json': plainAppJson })).catch((reason) => reason)
    expect(error).toMatchObject({ code: 'root-deeper', exitCode: 2, details: { list: '  java/wx' } })
    expect(error.text('en')).not.toMatch(/several/)
  })

  test('do not count when the project configuration names one', async () => {
    const project = makeFolder({
      'project.config.json': '{"miniprogramRoot":"src"}',
      'app.json': plainAppJson,
      'src/app.json': plainAppJson,
    })
    expect((await run(project)).modified).toEqual(['src/app.json'])
  })
})

describe('what a framework compiled', () => {
  test.each([
    ['Taro', { 'taro.js': 'var taro=1' }],
    ['uni-app', { 'common/vendor.js': '// @dcloudio uni-app' }],
    ['mpx', { 'app.js': 'global.__mpx = 1' }],
    ['WePY', { 'vendor.js': 'wepy' }],
    ['kbone', { 'config.js': 'require("miniprogram-render")' }],
  ])('by %s is refused with what to do instead', async (framework, files) => {
    const error = await run(makeProject(files)).catch((reason) => reason)
    expect(error).toMatchObject({ code: 'built-output', exitCode: 3, details: { framework } })
    expect(error.text('zh')).toContain('原生')
  })
})
