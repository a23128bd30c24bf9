import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { temporaryFolder } from '../temporary-folder'
import { fixtureNamed, makeProject } from './make-project'
import { type PackedLoader, packLoader } from './packed-loader'
import { keys, Terminal } from './terminal'
import { treeOf } from './tree-of'

let packed: PackedLoader

beforeAll(() => {
  packed = packLoader(temporaryFolder())
})

const newProject = () => makeProject(fixtureNamed('plain')).folder

const languages = [
  {
    locale: 'zh_CN.UTF-8',
    sdkAppId: 'sdkAppId（',
    ivrId: 'ivrId（',
    wrong: '应为正整数',
    done: '已装载到',
    interrupted: '已中断',
    cancelled: '已取消',
  },
  {
    locale: 'en_US.UTF-8',
    sdkAppId: 'sdkAppId (',
    ivrId: 'ivrId (',
    wrong: 'positive whole number',
    done: 'Installed into',
    interrupted: 'Interrupted',
    cancelled: 'Cancelled',
  },
]

describe.each(languages)('in a terminal with $locale', ({ locale, ...says }) => {
  test('install asks, corrects and installs', async () => {
    const folder = newProject()
    const terminal = new Terminal(packed, ['install'], folder, locale)
    await terminal.see(says.sdkAppId)
    await terminal.press(`x${keys.enter}`).see(says.wrong)
    await terminal.press(`\u007f1400000007${keys.enter}`).see(says.ivrId)
    await terminal.press(`night${keys.enter}`).see(says.done)
    expect(await terminal.end()).toBe(0)
    expect(readFileSync(join(folder, 'ccc-config.js'), 'utf8')).toMatch(/sdkAppId: 1400000007,[\s\S]*ivrId: 'night'/)
  })

  test.each([
    ['Ctrl-C', keys.ctrlC, 130, says.interrupted],
    ['Escape', keys.escape, 5, says.cancelled],
    ['Ctrl-D', keys.ctrlD, 5, says.cancelled],
  ])('%s at either question of install changes nothing', async (_, key, code, text) => {
    for (const question of [says.sdkAppId, says.ivrId]) {
      const folder = newProject()
      const before = treeOf(folder)
      const terminal = new Terminal(packed, ['install'], folder, locale)
      await terminal.see(says.sdkAppId)
      if (question === says.ivrId) await terminal.press(`1${keys.enter}`).see(says.ivrId)
      await terminal.press(key).see(text)
      expect(await terminal.end()).toBe(code)
      expect(treeOf(folder)).toEqual(before)
    }
  })

  test('create asks for the language first, and Ctrl-C there makes nothing', async () => {
    const cwd = temporaryFolder()
    const stopped = new Terminal(packed, ['create', 'shop'], cwd, locale)
    await stopped.see('TypeScript')
    stopped.press(keys.ctrlC)
    expect(await stopped.end()).toBe(130)
    expect(treeOf(cwd)).toEqual({})
  })

  test('create makes what was chosen', async () => {
    const cwd = temporaryFolder()
    const terminal = new Terminal(packed, ['create', '我的 店'], cwd, locale)
    await terminal.see('JavaScript')
    await terminal.press(keys.down + keys.enter).see(says.sdkAppId)
    await terminal.press(`1${keys.enter}`).see(says.ivrId)
    await terminal.press(`a${keys.enter}`).see('JavaScript')
    expect(await terminal.end()).toBe(0)
    expect(existsSync(join(cwd, '我的 店', 'miniprogram', 'app.js'))).toBe(true)
  })
})
