import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { makeFolder, makePayload, makeProject, plainAppJson, treeOf } from '../testing/project'
import { runCli } from '../testing/run-cli'

let payloadDir: string
let server: Server
let serverUrl: string
/** What the call centre answers to the check of settings. */
let answer: { status: number; body: unknown } = { status: 200, body: { ok: true } }

beforeAll(async () => {
  payloadDir = makePayload({
    'ccc-entry/ccc-entry.js': 'Component({})\n',
    'ccc/lib/client.js': 'wx.chooseMedia({})\n',
  })
  server = createServer((request, response) => {
    const { status, body } = request.url === '/healthz' ? { status: 200, body: {} } : answer
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  serverUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
})

afterAll(() => {
  server.close()
})

const run = (argv: string[], cwd: string, options = {}) => runCli(argv, { cwd, payloadDir, ...options })

async function makeInstalled(files = {}, url = serverUrl): Promise<string> {
  const project = makeProject(files)
  const argv = ['install', '--yes', '--sdk-app-id', '1', '--ivr-id', 'a', '--server-url', url]
  expect((await run(argv, project)).code).toBe(0)
  return project
}

describe('ccc-store install', () => {
  test.each([
    [['--transport', 'pigeon'], 'takes socket or tencent'],
    [['--on-conflict', 'force'], 'takes abort, skip or overwrite'],
    [['--subpackage', '../x'], '--subpackage is a folder inside'],
    [['--login-path', 'x.ts'], '--login-path is a .js file'],
    [['--entry', 'pages/none'], 'There are: pages/home/index'],
  ])('%j ends with code 2 and says what it takes', async (argv, message) => {
    const project = makeProject()
    const before = treeOf(project)
    const { code, err } = await run(['install', '--sdk-app-id', '1', '--ivr-id', 'a', ...argv], project)
    expect({ code, said: err.includes(message) }).toEqual({ code: 2, said: true })
    expect(treeOf(project)).toEqual(before)
  })

  test('--diff names files as they are called, whatever their letters', async () => {
    const project = makeFolder({
      '小程序/app.json': plainAppJson,
      'project.config.json': '{"miniprogramRoot":"小程序"}',
    })
    const { out } = await run(['install', '--sdk-app-id', '1', '--ivr-id', 'a', '--dry-run', '--diff'], project)
    expect(out).toContain('--- a/小程序/app.json\n+++ b/小程序/app.json\n@@ ')
  })

  test('--diff is a patch that git applies to the same result', async () => {
    const project = makeProject({ 'app.json': '{\r\n  "pages": ["a"]\r\n}' })
    const argv = ['install', '--sdk-app-id', '1', '--ivr-id', 'a', '--on-conflict', 'skip']
    const { out } = await run([...argv, '--dry-run', '--diff', '--json'], project)
    const patch = JSON.parse(out).diff.replace(/^Binary files .*\n/m, '')
    const copy = makeProject({ 'app.json': '{\r\n  "pages": ["a"]\r\n}' })
    const applied = spawnSync('git', ['apply', '-'], { cwd: copy, input: patch, encoding: 'utf8' })
    expect(applied.stderr).toBe('')
    await run(argv, project)
    const { '.ccc-store.archive': _, ...expected } = treeOf(project)
    expect(treeOf(copy)).toEqual(expected)
  })

  test('--json prints the report, and an error, as JSON', async () => {
    const project = makeProject({ 'utils/login.js': '' })
    const refused = await run(['install', '--json', '--sdk-app-id', '1', '--ivr-id', 'a'], project)
    expect(JSON.parse(refused.out).error).toMatchObject({ code: 'foreign-files', exitCode: 4 })
    expect(refused.err).toBe('')
    const argv = ['install', '--json', '--sdk-app-id', '1', '--ivr-id', 'a', '--on-conflict', 'overwrite']
    expect(JSON.parse((await run(argv, project)).out)).toMatchObject({
      root: project,
      notes: [{ kind: 'overwritten', path: 'utils/login.js' }],
      settings: { sdkAppId: 1 },
    })
  })

  test('--json never asks', async () => {
    const project = await makeInstalled()
    for (const argv of [['install', '--cwd', makeProject()], ['reset']]) {
      const { code, out } = await run([...argv, '--json'], project, { tty: true })
      expect({ code, error: JSON.parse(out).error.code }).toEqual({ code: 2, error: 'answer-missing' })
    }
  })

  test('asks for the page of the entry button on a terminal', async () => {
    const project = makeProject()
    const typed = [{ at: 'floating button', keys: '\u001b[B\r' }]
    const argv = ['install', '--sdk-app-id', '1', '--ivr-id', 'a', '--server-url', 'https://cc.example']
    const { code } = await run(argv, project, { tty: true, typed })
    expect(code).toBe(0)
    expect(readFileSync(join(project, 'pages/home/index.wxml'), 'utf8')).toContain('<ccc-entry />')
  })

  test.each([
    [{ NO_COLOR: '1' }, false],
    [{ TERM: 'dumb' }, false],
    [{}, true],
  ])('asks in colours only where they are wanted: %j', async (env, isColourful) => {
    const typed = [
      { at: 'sdkAppId', keys: '1\r' },
      { at: 'ivrId', keys: 'a\r' },
      { at: 'serverUrl', keys: '\r' },
      { at: 'floating button', keys: '\r' },
    ]
    const { code, out } = await run(['install'], makeProject(), { tty: true, typed, env })
    // Select Graphic Rendition: ESC [ … m.
    const colours = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`)
    expect({ code, isColourful: colours.test(out) }).toEqual({ code: 0, isColourful })
  })

  test('with an empty --cwd, such as a variable that nobody set, does not take the current folder', async () => {
    const project = makeProject()
    const argv = ['install', '--sdk-app-id', '1', '--ivr-id', 'a']
    for (const cwd of [['--cwd', ''], ['--cwd=']]) {
      expect(await run([...argv, ...cwd], project)).toMatchObject({ code: 2, err: expect.stringContaining('--cwd') })
    }
    expect(treeOf(project)).toEqual(treeOf(makeProject()))
  })

  test('asks which of several mini-programs is meant', async () => {
    const folder = makeFolder({ 'a/app.json': '{"pages":["x"]}', 'b/app.json': '{"pages":["x"]}' })
    const settings = ['--sdk-app-id', '1', '--ivr-id', 'a', '--server-url', 'https://cc.example']
    const argv = ['install', ...settings, '--entry', 'none']
    const { code } = await run(argv, folder, { tty: true, typed: [{ at: 'Which one?', keys: '\u001b[B\r' }] })
    expect(code).toBe(0)
    expect(Object.keys(treeOf(folder))).toContain('b/ccc-config.js')
    expect(Object.keys(treeOf(folder))).not.toContain('a/ccc-config.js')
  })
})

describe('ccc-store update', () => {
  test('says that nothing is to be done, and needs an installation', async () => {
    expect((await run(['update'], await makeInstalled())).out).toBe('This is 0.1.0 already; nothing was changed.\n')
    expect(await run(['update'], makeProject())).toMatchObject({ code: 2 })
  })

  test('of the same version says that it put something right, not that it updated', async () => {
    const project = await makeInstalled()
    rmSync(join(project, 'ccc/host.js'))
    const dry = await run(['update', '--dry-run'], project)
    expect(dry.out).toMatch(
      /^Dry run: this is 0\.1\.0 already; these would be put right in .*\n {2}created {2}ccc\/host\.js/,
    )
    expect((await run(['update'], project)).out).toMatch(/^This is 0\.1\.0 already; these were put right in /)
  })
})

describe('ccc-store reset', () => {
  test('lists what it will do, and goes on with a yes', async () => {
    const project = await makeInstalled()
    const typed = [{ at: 'Take it out now?', keys: 'y\r' }]
    const { code, out } = await run(['reset'], project, { tty: true, typed, env: { NO_COLOR: '1' } })
    expect(code).toBe(0)
    expect(out.indexOf('deleted  utils/login.js')).toBeLessThan(out.indexOf('Take it out now?'))
    expect(treeOf(project)).toEqual(treeOf(makeProject()))
  })

  test.each([
    ['no', 'n\r', 5],
    ['Return', '\r', 5],
    ['Escape', '\u001b', 5],
    ['Ctrl-C', '\u0003', 130],
  ])('changes nothing at %s', async (_, keys, expected) => {
    const project = await makeInstalled()
    const before = treeOf(project)
    const { code } = await run(['reset'], project, { tty: true, typed: [{ at: 'Take it out now?', keys }] })
    expect(code).toBe(expected)
    expect(treeOf(project)).toEqual(before)
  })

  test('without a terminal names the flag, and with it goes on', async () => {
    const project = await makeInstalled()
    expect(await run(['reset'], project)).toMatchObject({ code: 2, err: expect.stringContaining('--yes') })
    expect(await run(['reset', '--yes'], project)).toMatchObject({ code: 0 })
    expect((await run(['reset', '--yes'], project)).out).toContain('nothing to take out')
  })
})

describe('ccc-store config', () => {
  test('reads one setting, or all', async () => {
    const project = await makeInstalled()
    expect((await run(['config', 'get', 'ivrId'], project)).out).toBe('a\n')
    expect((await run(['config', 'get'], project)).out).toBe(`sdkAppId=1\nivrId=a\nserverUrl=${serverUrl}\n`)
    expect(JSON.parse((await run(['config', 'get', '--json'], project)).out)).toEqual({
      sdkAppId: 1,
      ivrId: 'a',
      serverUrl,
    })
  })

  test('changes a setting and nothing around it; reset still takes the file out', async () => {
    const project = await makeInstalled()
    const before = readFileSync(join(project, 'ccc-config.js'), 'utf8')
    expect((await run(['config', 'set', 'ivrId', 'night'], project)).code).toBe(0)
    expect(readFileSync(join(project, 'ccc-config.js'), 'utf8')).toBe(before.replace("'a'", "'night'"))
    expect((await run(['config', 'set', 'ivrId', 'night'], project)).out).toContain('nothing was changed')
    await run(['reset', '--yes'], project)
    expect(treeOf(project)).toEqual(treeOf(makeProject()))
  })

  test.each([
    [['config', 'get', 'secret'], 'no setting secret'],
    [['config', 'list'], 'takes get or set'],
    [['config', 'set', 'ivrId'], '<value>'],
    [['config', 'set', 'ivrId', 'a b'], 'ivrId is 1 to 64'],
    [['config'], '<action>'],
  ])('%j ends with code 2', async (argv, message) => {
    expect(await run(argv, await makeInstalled())).toMatchObject({ code: 2, err: expect.stringContaining(message) })
  })

  test.each(['ivrId: `night`,', "ivrId: process.env.FLOW || 'x',", 'ivrId: (', ''])(
    'does not make up a value that it cannot read: %j',
    async (line) => {
      const project = await makeInstalled()
      writeFileSync(join(project, 'ccc-config.js'), `module.exports = {\n  sdkAppId: '5',\n  ${line}\n}\n`)
      const { code, out, err } = await run(['config', 'get', 'ivrId'], project)
      expect({ code, out, named: err.includes('ivrId') }).toEqual({ code: 4, out: '', named: true })
      expect(JSON.parse((await run(['config', 'get', '--json'], project)).out)).toEqual({ sdkAppId: '5' })
    },
  )

  test('needs a ccc-config.js', async () => {
    expect(await run(['config', 'get'], makeProject())).toMatchObject({ code: 2 })
  })
})

describe('ccc-store info', () => {
  test('says what was found', async () => {
    const project = await makeInstalled({
      'app.json': '{"pages":["pages/home/index"],"componentFramework":"glass-easel","renderer":"skyline"}',
      'project.config.json': '{"libVersion":"3.0.0","appid":"wx1"}',
      'app.ts': '',
      'app.less': '',
    })
    const info = JSON.parse((await run(['info', '--json'], project)).out)
    expect(info).toMatchObject({
      root: project,
      language: 'ts',
      style: 'less',
      componentFramework: 'glass-easel',
      renderer: 'skyline',
      libVersion: '3.0.0',
      appid: 'wx1',
      packages: [{ root: '' }, { root: 'ccc' }],
      installed: { version: '0.1.0', settings: { ivrId: 'a' } },
    })
    expect((await run(['info'], project)).out).toContain('language: TypeScript')
  })

  test('measures packages apart, without what WeChat does not upload', async () => {
    const project = makeProject({
      'app.json': '{"pages":["a"],"subpackages":[{"root":"goods","pages":["b"]}]}',
      'goods/b.png': 'x'.repeat(1000),
      'goods/b.ts': 'x'.repeat(1000),
      'node_modules/x/index.js': 'x'.repeat(1000),
    })
    const { packages } = JSON.parse((await run(['info', '--json'], project)).out)
    expect(packages[1]).toEqual({ root: 'goods', bytes: 1000, fixedBytes: 1000 })
    expect(packages[0].bytes).toBeLessThan(1000)
  })
})

describe('ccc-store doctor', () => {
  const codesOf = async (project: string, argv: string[] = []) => {
    const { code, out } = await run(['doctor', '--json', ...argv], project)
    return { code, codes: JSON.parse(out).findings.map((each: { code: string }) => each.code) }
  }

  test('finds nothing serious in a sound installation', async () => {
    const { code, codes } = await codesOf(await makeInstalled())
    expect(code).toBe(0)
    expect(codes).toEqual(['server-local', 'lazy-code-loading', 'component-framework', 'privacy'])
  })

  test.each([
    [
      'an app.json with a mark, comments and commas',
      { 'app.json': '\uFEFF{"pages":["a",], // x\n}' },
      ['app-json-bom', 'app-json-comments', 'app-json-commas'],
    ],
    ['an old base library', { 'project.config.json': '{"libVersion":"2.10.4"}' }, ['library-old']],
    ['Skyline alone', { 'app.json': '{"pages":["a"],"renderer":"skyline"}' }, ['skyline-without-glass-easel']],
    ['a big package of scripts', { 'big.js': 'x'.repeat(2_100_000) }, ['package-big']],
    ['a big package of pictures', { 'big.png': 'x'.repeat(2_100_000) }, ['package-too-big']],
  ])('finds %s', async (_, files, expected) => {
    const { code, codes } = await codesOf(await makeInstalled(files))
    expect(codes).toEqual(expect.arrayContaining(expected))
    expect(code).toBe(expected.includes('package-too-big') ? 4 : 0)
  })

  test('finds missing and changed files, and a lost registration', async () => {
    const project = await makeInstalled()
    writeFileSync(join(project, 'app.json'), '{"pages":["a"]}')
    writeFileSync(join(project, 'ccc/host.js'), '// mine')
    rmSync(join(project, 'utils/login.js'))
    const { code, codes } = await codesOf(project)
    expect(code).toBe(4)
    expect(codes).toEqual(expect.arrayContaining(['files-missing', 'files-changed', 'not-registered']))
  })

  test('prints the list of domains of an https server', async () => {
    const project = await makeInstalled({}, 'https://cc.example.com:8443/base')
    const { out } = await run(['doctor', '--offline'], project)
    for (const line of [
      'request: https://cc.example.com:8443',
      'socket: wss://cc.example.com:8443',
      'uploadFile: https://cc.example.com:8443',
      'downloadFile: https://cc.example.com:8443',
    ]) {
      expect(out).toContain(line)
    }
  })

  test.each(['APP_UNKNOWN', 'FLOW_UNKNOWN', 'FLOW_UNPUBLISHED'])(
    'passes on what the call centre says: %s',
    async (code) => {
      answer = { status: 404, body: { error: { code, zh: '未知', en: 'unknown' } } }
      const project = await makeInstalled()
      const { codes } = await codesOf(project)
      answer = { status: 200, body: { ok: true } }
      expect(codes[0]).toBe('settings-refused')
      expect((await codesOf(project, ['--offline'])).codes).not.toContain('settings-refused')
    },
  )

  test('says when nobody answers', async () => {
    const project = await makeInstalled({}, 'http://127.0.0.1:1')
    const { code, out } = await run(['doctor', '--lang', 'zh'], project)
    expect(code).toBe(4)
    expect(out).toContain('连不上 http://127.0.0.1:1')
  })

  test('ends with the code of the reason where there is no project', async () => {
    expect((await codesOf(makeFolder({}))).code).toBe(3)
    expect((await codesOf(makeProject({ '.ccc-store.record': '{' }))).codes).toEqual(['manifest-broken'])
    expect((await codesOf(makeProject())).codes).toContain('not-installed')
  })

  test('points at the fault of a broken app.json', async () => {
    const { code, codes } = await codesOf(makeProject({ 'app.json': '{ "pages": [' }))
    expect({ code, codes }).toEqual({ code: 3, codes: ['broken-json'] })
  })

  test('writes nothing', async () => {
    const project = await makeInstalled()
    const before = treeOf(project)
    await run(['doctor'], project)
    await run(['info'], project)
    expect(treeOf(project)).toEqual(before)
  })
})

describe('ccc-store completion', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('knows every command and option in %s', async (shell) => {
    const { out } = await run(['completion', shell], '/')
    for (const word of ['install', 'doctor', 'on-conflict', 'overwrite', 'serverUrl']) expect(out).toContain(word)
  })

  test('is not there for other shells', async () => {
    expect(await run(['completion', 'cmd'], '/')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no completion for cmd'),
    })
  })
})
