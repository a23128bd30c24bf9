import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
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
