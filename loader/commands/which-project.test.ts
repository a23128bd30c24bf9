import { spawnSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { install, LoaderError } from '../index'
import { makeFolder, makePayload, makeProject, plainAppJson, someSettings, treeOf } from '../testing/project'
import { runCli } from '../testing/run-cli'
import { runDoctor } from './doctor'
import { runInfo } from './info'

const payloadDir = makePayload()
const run = (cwd: string) => install({ cwd, ...someSettings, payloadDir })
const cli = (cwd: string, locale = 'en-US') =>
  runCli(['install', '--sdk-app-id', '1', '--ivr-id', 'a', '--yes'], { cwd, payloadDir, locale })

async function refusal(cwd: string): Promise<LoaderError> {
  const before = treeOf(cwd)
  const error: unknown = await run(cwd).catch((reason) => reason)
  expect(treeOf(cwd)).toEqual(before)
  if (error instanceof LoaderError) return error
  throw new Error('not refused', { cause: error })
}

function fixture(name: string): string {
  const folder = makeFolder({})
  cpSync(join(__dirname, '..', '..', 'test', 'fixtures', 'projects', name), folder, { recursive: true })
  return folder
}

describe('native pages beside what a framework generates', () => {
  test('are installed into: kbone in one of the folders', async () => {
    const { created } = await run(fixture('kbone-hybrid'))
    expect(created).toContain('mp/ccc/host.js')
  })

  test('also before the generated pages are there', async () => {
    const project = makeProject({
      'package.json': '{"dependencies":{"miniprogram-render":"2"}}',
      'app.json': '{"pages":["pages/home/index","kbone/pages/list/index"]}',
    })
    expect((await run(project)).created).toContain('ccc/host.js')
  })

  test('are installed into where kbone is a package alone', async () => {
    const manifest = { dependencies: { 'miniprogram-element': '2', 'miniprogram-render': '2' } }
    const project = makeProject({ 'package.json': JSON.stringify(manifest) })
    expect((await run(project)).created).toContain('ccc/host.js')
  })

  test('are none in a folder that kbone generated, with the package that it runs on', async () => {
    const project = makeProject({
      'package.json': '{"dependencies":{"miniprogram-render":"2"}}',
      'pages/home/index.js': "const mp = require('miniprogram-render')",
    })
    expect(await refusal(project)).toMatchObject({ code: 'framework-project', details: { framework: 'kbone' } })
  })

  test('are none where git leaves them out, as it does a build output', async () => {
    const project = fixture('kbone-hybrid')
    spawnSync('git', ['init', '--quiet'], { cwd: project })
    writeFileSync(join(project, '.gitignore'), 'mp/\n')
    const error: unknown = await run(project).catch((reason) => reason)
    expect(error).toMatchObject({ code: 'framework-project', details: { framework: 'kbone' } })
  })

  test('are none where every page is generated', async () => {
    const project = makeFolder({
      'package.json': '{"dependencies":{"miniprogram-render":"2"}}',
      'project.config.json': '{"miniprogramRoot":"dist/mp"}',
      'dist/mp/app.json': '{"pages":["pages/home/index"]}',
      'dist/mp/pages/home/index.wxml': '<view/>',
      'dist/mp/pages/home/index.js': "const mp = require('miniprogram-render')",
    })
    expect(await refusal(project)).toMatchObject({ code: 'framework-project', details: { framework: 'kbone' } })
  })
})

describe('pages that are sources of a framework', () => {
  test('are refused with what shows it: objects in the list', async () => {
    const error = await refusal(fixture('vue-pages'))
    expect(error).toMatchObject({ code: 'foreign-pages', exitCode: 3 })
    expect(error.text('en')).toMatch(/seen from objects in its pages/)
    expect(error.text('zh')).toMatch(/依据：pages 里有对象/)
  })

  test('are refused with what shows it: a file of another kind', async () => {
    const project = makeFolder({ 'app.json': '{"pages":["pages/a"]}', 'app.js': '', 'pages/a.vue': '<template/>' })
    expect(await refusal(project)).toMatchObject({ code: 'foreign-pages', details: { evidence: 'pages/a.vue' } })
  })
})

describe('the folder that was taken', () => {
  test('is named, with the configured one that has no app.json', async () => {
    const project = makeFolder({
      'project.config.json': '{"miniprogramRoot":"dist/"}',
      'src/app.json': plainAppJson,
      'src/app.js': 'App({})',
    })
    const { out } = await cli(project)
    expect(out).toMatch(/onLaunch of src\/app\.js:[\s\S]* can be changed in src\/ccc-config\.js/)
    const named = `miniprogramRoot in project.config.json is "dist/", where there is no app.json, so ${project}/src was taken.`
    expect(out).toContain(named)
    expect((await cli(project, 'zh-CN')).out).toContain('miniprogramRoot 是“dist/”，那里没有 app.json')
    const absent = { file: 'project.config.json', key: 'miniprogramRoot', value: 'dist/' }
    expect(await runInfo({ cwd: project })).toMatchObject({ absent, passedOver: [] })
    const { findings } = await runDoctor({ cwd: project, offline: true })
    expect(findings.map(({ code }) => code)).toContain('root-absent')
  })

  test('is named with the others that were passed over', async () => {
    const project = makeFolder({
      'project.config.json': '{"miniprogramRoot":"src"}',
      'src/app.json': plainAppJson,
      'miniprogram/app.json': plainAppJson,
    })
    expect((await cli(project)).out).toContain(`other mini-programs here: miniprogram. ${project}/src was taken`)
    expect(await runInfo({ cwd: project })).toMatchObject({ absent: null, passedOver: ['miniprogram'] })
  })

  test('needs no word where there is no other', async () => {
    expect((await cli(makeProject())).out).not.toMatch(/was taken|other mini-programs/)
  })
})

describe('the next steps', () => {
  test.each([
    ['app.js', { 'app.js': 'App({})' }, "const { requestLogin } = require('./utils/login.js')"],
    ['app.ts', { 'app.ts': 'App({})' }, "import { requestLogin } from './utils/login'"],
  ])('begin with the login, in the file that the project has: %s', async (file, files, code) => {
    const { out } = await cli(makeFolder({ 'app.json': plainAppJson, ...files }))
    expect(out).toMatch(new RegExp(`Next\\n  1\\. Log in once, for example in onLaunch of ${file}:\\n`))
    expect(out).toContain(code)
    expect(out.indexOf('Log in once')).toBeLessThan(out.indexOf('2. Then open'))
  })
})
