import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { Interruption } from '../apply/interruption'
import { thisProcess } from '../apply/owner'
import { install } from '../index'
import { makeFolder, makePayload, someSettings, treeOf } from '../testing/project'
import { type CreateRequest, createProject } from './create-project'
import { initGit } from './init-git'
import type { SourceLanguage } from './starter-files'

const starterDir = join(__dirname, '..', '..', 'templates', 'starter')
let payloadDir: string

beforeAll(() => {
  payloadDir = makePayload()
})

const create = (cwd: string, language: SourceLanguage = 'ts', changes: Partial<CreateRequest> = {}) =>
  createProject({
    name: "我的 '小店'",
    cwd,
    complete: async () => ({ language, settings: someSettings }),
    starterDir,
    payloadDir,
    ...changes,
  })

describe('a new project', () => {
  test.each<[SourceLanguage, SourceLanguage]>([
    ['ts', 'js'],
    ['js', 'ts'],
  ])('in %s has no source in %s but that of customer service', async (language, other) => {
    const cwd = makeFolder({})
    const report = await create(cwd, language)
    expect(report.files).toContain(`miniprogram/pages/home/index.${language}`)
    expect(report.files.filter((path) => path.endsWith(`.${other}`))).toEqual([])
    const made = Object.entries(treeOf(report.folder)).flatMap(([path, state]) =>
      state.startsWith('folder') ? [] : path,
    )
    expect([...report.files, ...report.installed].sort()).toEqual(made.sort())
    expect(readdirSync(cwd)).toEqual(["我的 '小店'"])
  })

  test('carries its name, its .gitignore and the settings', async () => {
    const { folder } = await create(makeFolder({}), 'js', { name: '茶 $& 坊' })
    const read = (path: string) => readFileSync(join(folder, path), 'utf8')
    expect(JSON.parse(read('project.config.json')).projectname).toBe('茶 $& 坊')
    expect(JSON.parse(read('miniprogram/app.json')).window.navigationBarTitleText).toBe('茶 $& 坊')
    expect(read('README.md')).toMatch(/^# 茶 \$& 坊\n/)
    expect(read('.gitignore')).toContain('project.private.config.json')
    expect(read('miniprogram/ccc-config.js')).toContain(`sdkAppId: ${someSettings.sdkAppId}`)
    expect(JSON.parse(read('miniprogram/app.json')).subPackages).toHaveLength(1)
  })

  test('is installed already, wherever it was built', async () => {
    const { folder } = await create(makeFolder({}))
    const again = await install({ cwd: folder, ...someSettings, payloadDir })
    expect([again.created, again.modified, again.deleted]).toEqual([[], [], []])
  })

  test('takes the place of an empty folder', async () => {
    const cwd = makeFolder({})
    mkdirSync(join(cwd, 'shop'))
    await create(cwd, 'ts', { name: 'shop' })
    expect(existsSync(join(cwd, 'shop', 'miniprogram', 'app.json'))).toBe(true)
  })
})

describe('nothing is overwritten or left behind', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a folder with something in it', { 'shop/keep.txt': 'mine' }, 'create-folder-taken'],
    ['a file of that name', { shop: 'mine' }, 'create-folder-taken'],
  ])('where there is %s', async (_, files, code) => {
    const cwd = makeFolder(files)
    const before = treeOf(cwd)
    await expect(create(cwd, 'ts', { name: 'shop' })).rejects.toMatchObject({ code, exitCode: 4 })
    expect(treeOf(cwd)).toEqual(before)
  })

  test('when somebody fills the folder while the answers are given', async () => {
    const cwd = makeFolder({})
    const complete = async () => {
      mkdirSync(join(cwd, 'shop'))
      writeFileSync(join(cwd, 'shop', 'theirs.txt'), 'theirs')
      return { language: 'ts' as const, settings: someSettings }
    }
    await expect(create(cwd, 'ts', { name: 'shop', complete })).rejects.toMatchObject({ code: 'create-folder-taken' })
    expect(Object.keys(treeOf(cwd))).toEqual(['shop', 'shop/theirs.txt'])
  })

  test.each<[string, Partial<CreateRequest>, string]>([
    ['the installation fails', { payloadDir: '/nowhere' }, 'payload-broken'],
    ['the starter is not there', { starterDir: '/nowhere' }, 'payload-broken'],
    [
      'the settings are no good',
      { complete: async () => ({ language: 'js', settings: { ...someSettings, ivrId: '' } }) },
      'ivr-id-invalid',
    ],
    ['the name is no good', { name: '../shop' }, 'create-name-invalid'],
  ])('when %s', async (_, changes, code) => {
    const cwd = makeFolder({})
    await expect(create(cwd, 'ts', changes)).rejects.toMatchObject({ code })
    expect(treeOf(cwd)).toEqual({})
  })

  test('when the folder to make it in is not there', async () => {
    await expect(create(join(makeFolder({}), 'missing'))).rejects.toMatchObject({ code: 'folder-missing', exitCode: 2 })
  })
})

describe('a dry run', () => {
  test.each<SourceLanguage>(['ts', 'js'])(
    'in %s names every file that would be made, and makes none',
    async (language) => {
      const cwd = makeFolder({})
      const dry = await create(cwd, language, { dryRun: true })
      expect(treeOf(cwd)).toEqual({})
      const made = await create(cwd, language)
      expect({ ...dry, installed: [...dry.installed].sort(), dryRun: false }).toEqual({
        ...made,
        installed: [...made.installed].sort(),
      })
    },
  )
})

describe('a run that is stopped', () => {
  test('at any moment leaves nothing behind, and says so', async () => {
    const cwd = makeFolder({})
    for (const turns of [0, 1, 10, 30]) {
      const interruption = new Interruption()
      const running = create(cwd, 'ts', { interruption })
      for (let turn = 0; turn < turns; turn += 1) await interruption.breathe()
      interruption.request()
      await expect(running).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 })
      expect(treeOf(cwd)).toEqual({})
    }
  })

  test('by a kill leaves a draft that the next one removes; that of a living run stays, and so do other folders', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    const { pid: own, start = '0' } = thisProcess()
    const cwd = makeFolder({
      [`.ccc-store-create-${pid}-0-abcdef/shop/app.json`]: '{}',
      [`.ccc-store-create-${own}-1-abcdef/shop/app.json`]: '{}',
      [`.ccc-store-create-${own}-${start}-abcdef/keep`]: '',
      '.ccc-store-create-mine/keep': '',
    })
    await create(cwd, 'ts', { name: 'shop' })
    expect(readdirSync(cwd).sort()).toEqual(
      ['.ccc-store-create-mine', `.ccc-store-create-${own}-${start}-abcdef`, 'shop'].sort(),
    )
  })
})

describe('git init', () => {
  test('makes a repository where there is git, and says so where there is none', async () => {
    const { folder, git } = await create(makeFolder({}), 'ts', { git: true })
    expect(existsSync(join(folder, '.git'))).toBe(git?.kind === 'done')
    expect(initGit(folder, 'no-such-program')).toEqual({ kind: 'missing' })
  })

  test('that fails gives its own words', () => {
    const folder = makeFolder({ init: 'process.stderr.write("disk full\\n"); process.exit(3)' })
    expect(initGit(folder, process.execPath)).toEqual({ kind: 'failed', reason: 'disk full' })
  })
})
