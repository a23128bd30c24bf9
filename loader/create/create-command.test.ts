import { PassThrough, Writable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import type { CliIo } from '../cli/io'
import { main } from '../cli/main'
import { makeFolder, makePayload, treeOf } from '../testing/project'

async function run(argv: string[], cwd: string, tty = false) {
  const streams = { out: '', err: '' }
  const collect = (name: 'out' | 'err') =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          streams[name] += String(chunk)
          done()
        },
      }),
      { isTTY: tty },
    )
  const stdin = Object.assign(new PassThrough(), { isTTY: tty, setRawMode: () => {} })
  const io: CliIo = {
    stdin,
    stdout: collect('out'),
    stderr: collect('err'),
    env: {},
    cwd,
    locale: 'en-US',
    payloadDir: makePayload(),
  }
  const code = await main(['create', ...argv], io)
  return { code, ...streams }
}

const answers = ['--yes', '--sdk-app-id', '1400000001', '--ivr-id', 'flow_demo']

describe('ccc-store create', () => {
  test.each([
    [[], 'TypeScript'],
    [['--ts'], 'TypeScript'],
    [['--js'], 'JavaScript'],
  ])('with --yes and %j makes a project in %s', async (flags, language) => {
    const cwd = makeFolder({})
    const { code, out, err } = await run(['茶坊', ...flags, ...answers], cwd)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`茶坊 (${language})`)
    expect(Object.keys(treeOf(cwd))).toContain(`茶坊/miniprogram/app.${language === 'TypeScript' ? 'ts' : 'js'}`)
  })

  test('is made where --cwd says, in the language of the terminal', async () => {
    const cwd = makeFolder({ 'shops/README.md': '' })
    const { code, out } = await run(['a b', '--cwd', 'shops', '--lang', 'zh', ...answers], cwd)
    expect(code).toBe(0)
    expect(out).toContain('已新建')
    expect(Object.keys(treeOf(cwd))).toContain('shops/a b')
  })

  test('--dry-run lists what would be made, --json prints it, and neither asks', async () => {
    const cwd = makeFolder({})
    const dry = await run(['shop', '--dry-run', ...answers], cwd)
    expect(dry).toMatchObject({ code: 0, err: '' })
    expect(dry.out).toMatch(/^Dry run: [\s\S]*\n {2}miniprogram\/ccc-config\.js\n/)
    expect(treeOf(cwd)).toEqual({})
    expect((await run(['shop', '--json'], cwd, true)).code).toBe(2)
    const { out } = await run(['shop', '--js', '--json', ...answers], cwd)
    expect(JSON.parse(out)).toMatchObject({ folder: `${cwd}/shop`, language: 'js', dryRun: false })
  })

  test.each([
    [[], 2, 'needs a <name>'],
    [['a', 'b', ...answers], 2, 'Too many arguments'],
    [['a', '--ts', '--js', ...answers], 2, 'Choose one of --ts and --js'],
    [['a/b', ...answers], 2, 'cannot be the name of a folder'],
    [['a', '--yes', '--ivr-id', 'x'], 2, '--sdk-app-id'],
    [['a', '--cwd', 'missing', ...answers], 2, 'no folder'],
    [['taken', ...answers], 4, 'Nothing is ever overwritten'],
  ])('%j ends with code %d and makes nothing', async (argv, code, message) => {
    const cwd = makeFolder({ 'taken/file.txt': '' })
    const before = treeOf(cwd)
    const result = await run(argv, cwd)
    expect({ code: result.code, said: result.err.includes(message) }).toEqual({ code, said: true })
    expect(treeOf(cwd)).toEqual(before)
  })
})
