import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { widthOf } from '../../loader/cli/choose'
import { temporaryFolder } from '../temporary-folder'
import { fixtureNamed } from './fixtures'
import { makeProject } from './make-project'
import { packedLoader } from './packed-loader'
import { install } from './settings'
import { closeTerminals, keys, Terminal } from './terminal'
import { treeOf } from './tree-of'

const packed = packedLoader()

afterEach(closeTerminals)

const newProject = () => makeProject(fixtureNamed('plain')).folder

const languages = [
  {
    locale: 'zh_CN.UTF-8',
    sdkAppId: 'sdkAppId（',
    ivrId: 'ivrId（',
    serverUrl: 'serverUrl（呼叫中心的地址',
    yes: '是',
    no: '否',
    unclear: '请回答 是 或 否',
    entry: '在哪个页面放悬浮的客服入口',
    root: '这里有多个小程序',
    goOn: '现在取出吗',
    wrong: '应为正整数',
    done: '已装载到',
    takenOut: '已从',
    interrupted: '已中断',
    cancelled: '已取消',
  },
  {
    locale: 'en_US.UTF-8',
    sdkAppId: 'sdkAppId (',
    ivrId: 'ivrId (',
    serverUrl: 'serverUrl (address of your call centre',
    yes: 'yes',
    no: 'no',
    unclear: 'Answer yes or no',
    entry: 'Which page gets the floating button',
    root: 'There are several mini-programs here',
    goOn: 'Take it out now',
    wrong: 'positive whole number',
    done: 'Installed into',
    takenOut: 'Taken out of',
    interrupted: 'Interrupted',
    cancelled: 'Cancelled',
  },
]

/** The installation that the questions about taking it out begin with. */
const installed = () => {
  const folder = newProject()
  const before = treeOf(folder)
  execFileSync(process.execPath, [packed.bin, ...install], { cwd: folder })
  return { folder, before, after: treeOf(folder) }
}

describe.each(languages)('in a terminal with $locale', ({ locale, ...says }) => {
  test('install asks, corrects and installs', async () => {
    const folder = newProject()
    const terminal = new Terminal(packed, ['install'], folder, locale)
    await terminal.see(says.sdkAppId)
    await terminal.press(`x${keys.enter}`).see(says.wrong)
    // The arrow up brings back what was refused, to be mended.
    await terminal.press(`y${keys.enter}`).see(says.wrong)
    await terminal.press(`${keys.up}\u007f1400000007${keys.enter}`).see(says.ivrId)
    await terminal.press(`night${keys.enter}`).see(says.serverUrl)
    await terminal.press(`https://cc.example.com/${keys.enter}`).see(says.entry)
    await terminal.press(keys.down + keys.enter).see(says.done)
    expect(await terminal.end()).toBe(0)
    expect(readFileSync(join(folder, 'pages/index/index.json'), 'utf8')).toContain('ccc-entry')
    expect(readFileSync(join(folder, 'ccc-config.js'), 'utf8')).toMatch(
      /sdkAppId: 1400000007,[\s\S]*ivrId: 'night'[\s\S]*serverUrl: 'https:\/\/cc\.example\.com'/,
    )
  })

  test('a question fits into a terminal of 80 columns', async () => {
    const terminal = new Terminal(packed, ['install', '--entry', 'none'], newProject(), locale, 80)
    for (const [question, answer] of [
      [says.sdkAppId, '1'],
      [says.ivrId, 'a'],
      [says.serverUrl, ''],
    ] as const)
      (await terminal.see(question)).press(answer + keys.enter)
    await terminal.see(says.done)
    const questions = terminal.screen.match(/\? .* › /g) ?? []
    expect(questions.length).toBeGreaterThan(2)
    for (const question of questions) expect(widthOf(question)).toBeLessThanOrEqual(80)
    await terminal.end()
  })

  test('a line is edited as in a shell: Ctrl-U, Ctrl-W and Ctrl-K', async () => {
    const folder = newProject()
    const terminal = new Terminal(packed, ['install', '--entry', 'none'], folder, locale)
    await terminal.see(says.sdkAppId)
    await terminal.press(`999${keys.ctrlU}14${keys.enter}`).see(says.ivrId)
    await terminal.press(`day night${keys.ctrlW}${keys.ctrlA}${keys.ctrlK}flow_1${keys.enter}`).see(says.serverUrl)
    await terminal.press(keys.enter).see(says.done)
    expect(await terminal.end()).toBe(0)
    const config = readFileSync(join(folder, 'ccc-config.js'), 'utf8')
    expect(config).toMatch(/sdkAppId: 14,[\s\S]*ivrId: 'flow_1'[\s\S]*serverUrl: 'http:\/\/127\.0\.0\.1:7788'/)
  })

  test.each([
    ['in a line', []],
    ['in a list', ['--sdk-app-id', '1', '--ivr-id', 'a', '--server-url', 'http://a.example']],
  ])('an interruption %s leaves nothing behind but its message', async (_, options) => {
    for (const how of ['Ctrl-C', 'SIGTERM'] as const) {
      const terminal = new Terminal(packed, ['install', ...options], newProject(), locale, 40)
      await terminal.see(options.length > 0 ? 'pages/index/index' : says.sdkAppId)
      if (options.length === 0) await terminal.press(`x${keys.enter}`).see(says.wrong)
      if (how === 'SIGTERM') terminal.signal('SIGTERM')
      else terminal.press(keys.ctrlC)
      await terminal.see(says.interrupted)
      expect(await terminal.end()).toBe(130)
      expect(terminal.screen.split(/[\r\n]+/).at(-2)).toMatch(new RegExp(`^(错误：|Error: )${says.interrupted}`))
      expect(terminal.hidesCursor).toBe(false)
    }
  })

  test.each([
    ['Ctrl-C', keys.ctrlC, 130, says.interrupted],
    ['Escape', keys.escape, 5, says.cancelled],
    ['Ctrl-D', keys.ctrlD, 5, says.cancelled],
  ])('%s at any question of install changes nothing', async (_, key, code, text) => {
    const questions = [says.sdkAppId, says.ivrId, says.serverUrl, says.entry]
    for (const [index] of questions.entries()) {
      const folder = newProject()
      const before = treeOf(folder)
      const terminal = new Terminal(packed, ['install'], folder, locale)
      for (const [at, answered] of questions.slice(0, index).entries())
        (await terminal.see(answered)).press(at === 2 ? keys.enter : `1${keys.enter}`)
      await terminal.see(questions[index] ?? '')
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
    await terminal.press(`a${keys.enter}`).see(says.serverUrl)
    await terminal.press(keys.enter).see('JavaScript')
    expect(await terminal.end()).toBe(0)
    expect(existsSync(join(cwd, '我的 店', 'miniprogram', 'app.js'))).toBe(true)
  })

  test.each([
    ['a no', `${says.no}${keys.enter}`, 5],
    ['n', `n${keys.enter}`, 5],
    ['return alone', keys.enter, 5],
    ['Escape', keys.escape, 5],
    ['Ctrl-C', keys.ctrlC, 130],
  ])('reset asks first, and %s leaves everything in place', async (_, key, code) => {
    const { folder, after } = installed()
    const terminal = new Terminal(packed, ['reset'], folder, locale)
    await terminal.see(says.goOn)
    expect(await terminal.press(key).end()).toBe(code)
    expect(treeOf(folder)).toEqual(after)
  })

  test('reset takes everything out after a yes', async () => {
    const { folder, before } = installed()
    const terminal = new Terminal(packed, ['reset'], folder, locale)
    await terminal.see(says.goOn)
    await terminal.press(`maybe${keys.enter}`).see(says.unclear)
    await terminal.press(`${says.yes}${keys.enter}`).see(says.takenOut)
    expect(await terminal.end()).toBe(0)
    expect(treeOf(folder)).toEqual(before)
  })

  test.each(['y', 'Y', 'yes', '是'])('reset takes %s for a yes in either language', async (answer) => {
    const { folder, before } = installed()
    const terminal = new Terminal(packed, ['reset'], folder, locale)
    await terminal.see(says.goOn)
    await terminal.press(`${answer}${keys.enter}`).see(says.takenOut)
    expect(await terminal.end()).toBe(0)
    expect(treeOf(folder)).toEqual(before)
  })

  test('of several mini-programs one can be chosen', async () => {
    const { folder } = makeProject(fixtureNamed('several-mini-programs'))
    const terminal = new Terminal(
      packed,
      [...install.filter((each) => each !== '--yes'), '--entry', 'none'],
      folder,
      locale,
    )
    await terminal.see(says.root)
    await terminal.press(keys.down + keys.enter).see(says.done)
    expect(await terminal.end()).toBe(0)
    const made = ['courier', 'customer'].filter((each) => existsSync(join(folder, each, 'ccc')))
    expect(made).toHaveLength(1)
  })
})

test('a list keeps to one line a row in a narrow terminal, where more could not be cleared', async () => {
  const options = ['--sdk-app-id', '1', '--ivr-id', 'a', '--server-url', 'http://a.example']
  for (const [columns, hasHint] of [
    [40, false],
    [100, true],
  ] as const) {
    const terminal = new Terminal(packed, ['install', ...options], newProject(), 'zh_CN.UTF-8', columns)
    await terminal.see('pages/index/index')
    await terminal.press(keys.down + keys.up + keys.ctrlC).see('已中断')
    expect(await terminal.end()).toBe(130)
    expect(terminal.screen.includes('用方向键')).toBe(hasHint)
    expect(terminal.screen).not.toContain('arrow')
  }
})

test('a Chinese screen has no English yes or no', async () => {
  const { folder } = installed()
  const terminal = new Terminal(packed, ['reset'], folder, 'zh_CN.UTF-8')
  await terminal.see('现在取出吗')
  await terminal.press(keys.ctrlC).see('已中断')
  await terminal.end()
  expect(terminal.screen).not.toMatch(/\b(no|yes|y\/n)\b/i)
})
