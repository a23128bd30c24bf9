import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { outputFileSync } from 'fs-extra'
import { type InstallOptions, install } from '../index'
import { makePayload, makeProject, someSettings, treeOf } from '../testing/project'

let payloadDir: string
beforeAll(() => {
  payloadDir = makePayload()
})

const run = (cwd: string, options: Partial<InstallOptions> = {}) =>
  install({ cwd, ...someSettings, payloadDir, ...options })

const policies = ['abort', 'skip', 'overwrite'] as const

describe.each(policies)('whatever is to be done about conflicts (%s)', (onConflict) => {
  test.each<[string, Record<string, string>, string]>([
    ['a file named ccc', { ccc: '' }, 'ccc'],
    ['a file named utils', { utils: '' }, 'utils'],
    ['a folder named ccc-config.js', { 'ccc-config.js/a.js': '' }, 'ccc-config.js'],
    ['a folder where the archive goes', { '.ccc-store.archive/a': '' }, '.ccc-store.archive'],
    ['a folder where the record goes', { '.ccc-store.record/a': '' }, '.ccc-store.record'],
  ])('%s stands in the way, and no option is advised that would not help', async (_, files, path) => {
    const project = makeProject(files)
    const before = treeOf(project)
    const error = await run(project, { onConflict }).catch((reason) => reason)
    expect(error).toMatchObject({ code: 'places-blocked', exitCode: 4, details: { list: `  ${path}` } })
    expect(error.message).not.toContain('--on-conflict')
    expect(treeOf(project)).toEqual(before)
  })

  test.each([
    ['utils/login.ts', 'a TypeScript file that compiles to ours'],
    ['ccc-config.ts', 'a TypeScript configuration that compiles to ours'],
    ['CCC/index.js', 'a folder that differs from ours in case alone'],
    ['utils/Login.js', 'a file that differs from ours in case alone'],
  ])('%s (%s) is never mixed up with ours', async (path) => {
    const project = makeProject({ [path]: '// mine\n' })
    const before = treeOf(project)
    const error = await run(project, { onConflict }).catch((reason) => reason)
    expect(error).toMatchObject({ code: 'places-taken', exitCode: 4 })
    expect(path.startsWith(error.details.list.trim())).toBe(true)
    expect(treeOf(project)).toEqual(before)
  })

  test('a link to a folder is no place, since the compiler of WeChat does not follow it', async () => {
    const project = makeProject({ 'common/a.js': '' })
    symlinkSync('common', join(project, 'utils'))
    const before = treeOf(project)
    await expect(run(project, { onConflict })).rejects.toMatchObject({ code: 'linked-folder', exitCode: 4 })
    expect(treeOf(project)).toEqual(before)
    await run(project, { onConflict, loginPath: 'common/login.js' })
  })
})

test('files of the user in the folder of the second subpackage are found too', async () => {
  const project = makeProject({ 'ccc-tencent/mine.js': '' })
  for (const onConflict of policies) {
    await expect(run(project, { onConflict, transport: 'tencent' })).rejects.toMatchObject({
      code: 'subpackage-occupied',
      details: { list: '  ccc-tencent/mine.js' },
    })
  }
  await run(project)
})

describe('a login script of the user', () => {
  const named = 'exports.requestLogin = exports.getSession = () => {}\n'

  test.each([
    ['module.exports = {}\n', ['requestLogin', 'getSession']],
    ['exports.requestLogin = () => {}\n', ['getSession']],
    [named, undefined],
  ])('that stays is looked through for what the chat calls: %j', async (text, missing) => {
    const project = makeProject({ 'utils/login.js': text })
    const { notes } = await run(project, { onConflict: 'skip' })
    expect(notes.find(({ kind }) => kind === 'incomplete')?.missing).toEqual(missing)
  })

  test('may appear as TypeScript later on without stopping a second installation', async () => {
    const project = makeProject()
    await run(project)
    outputFileSync(join(project, 'utils/login.ts'), '')
    writeFileSync(join(project, 'utils/Login.js'), '')
    expect((await run(project)).created).toEqual([])
  })
})
