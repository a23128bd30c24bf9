import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { makeFolder, makePayload, makeProject, treeOf } from '../testing/project'
import { type CliOptions, runCli } from '../testing/run-cli'
import { allCommands } from './all-commands'

let payloadDir: string

beforeAll(() => {
  payloadDir = makePayload()
})

const run = (argv: string[], options: CliOptions = {}) => runCli(argv, { payloadDir, ...options })

const answers = ['--sdk-app-id', '1400000001', '--ivr-id', 'flow_demo']

describe('ccc-store install', () => {
  test('lists what it did and says how to go on', async () => {
    const cwd = makeProject()
    const { code, out, err } = await run(['install', ...answers], { cwd })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`Installed into ${cwd}`)
    expect(out).toContain('  created  utils/login.js\n')
    expect(out).toContain('  changed  app.json\n')
    expect(out).toContain("wx.navigateTo({ url: '/ccc/pages/chat/index' })")
    expect(out).toContain('requestLogin({ jsCode: res.code })')
    expect(out).toContain('set an https address')
  })

  test('a second time needs no answers and says that nothing is to be done', async () => {
    const cwd = makeProject()
    await run(['install', ...answers, '--server-url', 'https://cc.example/'], { cwd })
    const before = treeOf(cwd)
    const { code, out } = await run(['install', '--yes'], { cwd })
    expect({ code, out }).toEqual({ code: 0, out: 'Everything is installed already; nothing was changed.\n' })
    expect(treeOf(cwd)).toEqual(before)
  })

  test('finds the project by --cwd, relative to where it is run', async () => {
    const cwd = makeFolder({ 'shop/app.json': '{"pages":["a"]}' })
    const { code, out } = await run(['install', '--cwd', 'shop', '--dry-run', ...answers], { cwd })
    expect(code).toBe(0)
    expect(out).toMatch(/^Dry run: .*shop; nothing was written\n/)
    expect(Object.keys(treeOf(cwd))).toEqual(['shop', 'shop/app.json'])
  })

  test.each([
    ['without a terminal', ['install'], { tty: false }, '--sdk-app-id, --ivr-id'],
    ['on a build server', ['install', '--sdk-app-id', '1'], { tty: true, env: { CI: '1' } }, '--ivr-id'],
    ['with --yes', ['install', '--yes', '--ivr-id', 'a'], { tty: true }, '--sdk-app-id'],
  ])('%s a missing answer ends with code 2 and names the flag', async (_, argv, options, flags) => {
    const cwd = makeProject()
    const before = treeOf(cwd)
    const { code, err } = await run(argv, { cwd, ...options })
    expect(code).toBe(2)
    expect(err).toContain(`Missing ${flags}.`)
    expect(treeOf(cwd)).toEqual(before)
  })

  test('asks on a terminal for what is missing, says what is wrong with an answer, and installs', async () => {
    const cwd = makeProject()
    const typed = [
      { at: 'sdkAppId (', keys: 'abc\r' },
      { at: 'positive whole number', keys: '\u007f\u007f\u007f1400000002\r' },
      { at: 'ivrId (', keys: 'night\r' },
      { at: 'serverUrl (', keys: 'https://cc.example\r' },
      { at: 'floating button', keys: '\r' },
    ]
    const { code, err } = await run(['install'], { cwd, tty: true, typed })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const again = await run(['install', '--dry-run', '--sdk-app-id', '1400000002', '--ivr-id', 'night'], { cwd })
    expect(again.out).toContain('nothing was changed')
  })

  test.each([
    ['Ctrl-C', '\u0003', 130, 'Interrupted; nothing was changed.'],
    ['Escape', '\u001b', 5, 'Cancelled; nothing was changed.'],
    ['Ctrl-D', '\u0004', 5, 'Cancelled; nothing was changed.'],
  ])('%s at a question changes nothing and has its own exit code', async (_, keys, code, message) => {
    const cwd = makeProject()
    const before = treeOf(cwd)
    const typed = [
      { at: 'sdkAppId (', keys: '1400000002\r' },
      { at: 'ivrId (', keys },
    ]
    const result = await run(['install'], { cwd, tty: true, typed })
    expect({ code: result.code, said: result.err.includes(message) }).toEqual({ code, said: true })
    expect(treeOf(cwd)).toEqual(before)
  })

  test.each([
    [['install', '--sdk-app-id', ''], 2, 'sdkAppId is a positive whole number'],
    [['install', '--sdk-app-id', '1', '--ivr-id', 'a b'], 2, 'ivrId is 1 to 64'],
    [['install', ...answers, '--server-url', 'cc.example'], 2, 'serverUrl is an address'],
    [['install', '--ivr-id'], 2, 'Option --ivr-id <id> needs a value'],
    [['install', '--colour'], 2, 'no option --colour'],
    [['install', 'here'], 2, 'takes no more of them'],
    [['uninstall'], 2, 'no command uninstall'],
    [['install', '--lang', 'fr'], 2, '--lang takes zh or en, not fr'],
    [['install', ...answers, '--cwd', 'missing'], 2, 'There is no folder'],
    [['install', ...answers, '--cwd', '.'], 3, 'is not a WeChat mini-program'],
  ])('%j ends with code %d', async (argv, code, message) => {
    const result = await run(argv, { cwd: makeFolder({}) })
    expect(result.code).toBe(code)
    expect(result.err).toContain(message)
    expect(result.err).not.toMatch(/\n\s+at /)
  })
})

describe('the language', () => {
  test.each<[CliOptions, RegExp]>([
    [{ env: { LANG: 'zh_CN.UTF-8' } }, /用法：/],
    [{ env: { LC_ALL: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' } }, /用法：/],
    [{ env: { LC_ALL: 'C.UTF-8', LANG: 'zh_CN.UTF-8' } }, /Usage:/],
    [{ locale: 'zh-Hans-CN' }, /用法：/],
    [{ locale: 'de-DE' }, /Usage:/],
  ])('of the help is that of the terminal: %j', async (options, expected) => {
    const { code, out } = await run(['install', '--help'], options)
    expect(code).toBe(0)
    expect(out).toMatch(expected)
  })

  test('of errors and results follows --lang', async () => {
    const cwd = makeProject()
    expect((await run(['install', '--lang=zh'], { cwd })).err).toContain('错误：缺少 --sdk-app-id, --ivr-id。')
    expect((await run(['install', '--lang', 'zh', ...answers], { cwd })).out).toContain('  新建  utils/login.js\n')
  })

  // The files are read and corrected by people: after a change of texts, WRITE_HELP=1 writes them anew.
  test.each(['zh', 'en'])('%s help is the reviewed one', async (lang) => {
    const helps = [await run(['--help', '--lang', lang])]
    for (const { name } of allCommands) helps.push(await run([name, '--help', '--lang', lang]))
    const text = helps.map(({ out }) => out).join(`\n${'─'.repeat(80)}\n\n`)
    const file = join(__dirname, 'fixtures', `help.${lang}.txt`)
    if (process.env.WRITE_HELP) writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })
})

describe('ccc-store', () => {
  test('shows its version', async () => {
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test('without a command shows the help as a usage error', async () => {
    const { code, err } = await run([])
    expect(code).toBe(2)
    expect(err).toContain('ccc-store install')
  })

  test('colours a terminal only, and not with NO_COLOR', async () => {
    const colourStart = '\u001b['
    const argv = ['install', '--entry', 'none', '--server-url', 'https://cc.example', ...answers]
    const coloured = await run(argv, { cwd: makeProject(), tty: true })
    const plain = await run(argv, { cwd: makeProject(), tty: true, env: { NO_COLOR: '1' } })
    const piped = await run(argv, { cwd: makeProject() })
    expect([coloured, plain, piped].map(({ out }) => out.includes(colourStart))).toEqual([true, false, false])
  })
})
