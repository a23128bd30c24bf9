import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { buildSync } from 'esbuild'
import { copySync } from 'fs-extra'
import { makeFolder, makePayload, makeProject, treeOf } from '../testing/project'

let program: string

/** The command as it is installed: a program, a package.json, and the payload beside it. */
beforeAll(() => {
  const folder = makeFolder({
    'package.json': '{ "version": "1.2.3" }',
    'bin.js': "require('./dist/run.js').runFromProcess()\n",
  })
  buildSync({
    entryPoints: [join(__dirname, 'run-from-process.ts')],
    bundle: true,
    platform: 'node',
    // jsonc-parser's main file finds its parts in a way that cannot be bundled.
    mainFields: ['module', 'main'],
    outfile: join(folder, 'dist/run.js'),
  })
  copySync(makePayload(), join(folder, 'dist/payload'))
  program = join(folder, 'bin.js')
})

const answers = ['install', '--sdk-app-id', '1', '--ivr-id', 'a']

/** A script that presses Ctrl-C, so to speak, just before the first call of a function of the file system. */
function pressBefore(call: string): string {
  return `const fs = require('node:fs')
const original = fs.${call}
fs.${call} = (...args) => {
  if (fs.${call} !== original) {
    fs.${call} = original
    process.kill(process.pid, 'SIGINT')
  }
  return original(...args)
}`
}

/** Runs the command beside others, with an input that is at its end or stays open, in a Chinese terminal. */
function start(cwd: string, args: string[], stdin: 'ignore' | 'pipe' = 'ignore') {
  return new Promise<{ code: number | null; err: string }>((resolve) => {
    const env = { ...process.env, LC_ALL: 'zh_CN.UTF-8' }
    const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: [stdin, 'ignore', 'pipe'] })
    let err = ''
    child.stderr?.on('data', (chunk) => {
      err += chunk
    })
    child.on('close', (code) => resolve({ code, err }))
  })
}

describe('the command as a process', () => {
  test('installs what comes with it and ends with 0', () => {
    const cwd = makeProject()
    const { status, stdout } = spawnSync(process.execPath, [program, ...answers], { cwd, encoding: 'utf8' })
    expect(status).toBe(0)
    expect(stdout).toContain('utils/login.js')
    expect(Object.keys(treeOf(cwd))).toContain('.ccc-store.record')
  })

  test.each([
    ['at its end', 'ignore'],
    ['that stays open', 'pipe'],
  ] as const)('never waits for an input %s: it names the flags in the language of the terminal', async (_, stdin) => {
    const { code, err } = await start(makeProject(), ['install'], stdin)
    expect(code).toBe(2)
    expect(err).toMatch(/^错误：缺少 --sdk-app-id, --ivr-id。/)
  })

  test('ends with 130 at Ctrl-C while it waits for the network', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : 0
    const cwd = makeProject()
    await start(cwd, [...answers, '--server-url', `http://127.0.0.1:${port}`])
    const child = spawn(process.execPath, [program, 'doctor'], { cwd, stdio: 'ignore' })
    silent.once('connection', () => child.kill('SIGINT'))
    const [code] = await once(child, 'close')
    silent.closeAllConnections()
    silent.close()
    expect(code).toBe(130)
  })

  test('says that nothing was changed at Ctrl-C before the first change, and ends with 130', async () => {
    const cwd = makeProject({ 'pages/home/index.json': '{}' })
    const before = treeOf(cwd)
    // The question is not there to handle it: the signal comes from outside.
    const preload = join(makeFolder({ 'press.js': pressBefore('readdirSync') }), 'press.js')
    const { status, stderr } = spawnSync(process.execPath, ['--require', preload, program, ...answers], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
    })
    expect({ status, stderr }).toEqual({ status: 130, stderr: 'Error: Interrupted; nothing was changed.\n' })
    expect(treeOf(cwd)).toEqual(before)
  })

  test('takes all back at Ctrl-C while it prepares the files, and finishes while it moves them', async () => {
    const alone = makeProject()
    await start(alone, answers)
    for (const [call, text, expected] of [
      ['mkdirSync', 'nothing was changed', treeOf(makeProject())],
      ['renameSync', 'completed first', treeOf(alone)],
    ] as const) {
      const cwd = makeProject()
      const preload = join(makeFolder({ 'press.js': pressBefore(call) }), 'press.js')
      const { status, stderr } = spawnSync(process.execPath, ['--require', preload, program, ...answers], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
      })
      expect({ call, status, said: stderr.includes(text) }).toEqual({ call, status: 130, said: true })
      expect(treeOf(cwd)).toEqual(expected)
    }
  })

  test('whose output nobody reads to the end has the code of its work all the same', async () => {
    const cwd = makeProject()
    const child = spawn(process.execPath, [program, ...answers], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    let err = ''
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    const [code] = await once(child, 'close')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(Object.keys(treeOf(cwd))).toContain('.ccc-store.record')
  })

  test('says so when its folder has been deleted', () => {
    const folder = makeFolder({ 'gone/x': '' })
    const script = `process.chdir(${JSON.stringify(join(folder, 'gone'))})
require('node:fs').rmSync(${JSON.stringify(join(folder, 'gone'))}, { recursive: true })`
    const preload = join(makeFolder({ 'delete.js': script }), 'delete.js')
    const { status, stderr } = spawnSync(process.execPath, ['--require', preload, program, 'info'], {
      encoding: 'utf8',
    })
    expect({ status, isPlain: !stderr.includes('    at ') }).toEqual({ status: 2, isPlain: true })
  })

  test('two at once: one wins, the other does nothing or says so, and the project is whole', async () => {
    const alone = makeProject()
    await start(alone, answers)
    for (let round = 0; round < 3; round += 1) {
      const cwd = makeProject()
      const codes = (await Promise.all([start(cwd, answers), start(cwd, answers)])).map(({ code }) => code)
      expect(codes).toContain(0)
      expect([0, 6]).toEqual(expect.arrayContaining(codes))
      expect(treeOf(cwd)).toEqual(treeOf(alone))
    }
  })
})
