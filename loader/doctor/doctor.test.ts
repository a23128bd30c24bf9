import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { outputFileSync } from 'fs-extra'
import { placeOf } from '../apply/journal'
import { thisProcess } from '../apply/owner'
import { defaultPlacement } from '../plan/placement'
import { makePayload, makeProject } from '../testing/project'
import { runCli } from '../testing/run-cli'

let payloadDir: string
beforeAll(() => {
  payloadDir = makePayload({ 'ccc-entry/ccc-entry.js': 'Component({})\n', 'ccc-entry/ccc-entry.json': '{}\n' })
})

const run = (argv: string[], cwd: string) => runCli(argv, { cwd, payloadDir })

async function makeInstalled(files = {}, argv: string[] = []): Promise<string> {
  const project = makeProject(files)
  const settings = ['--sdk-app-id', '1', '--ivr-id', 'a', '--server-url', 'https://cc.example']
  expect((await run(['install', '--yes', ...settings, ...argv], project)).code).toBe(0)
  return project
}

async function diagnose(project: string, argv = ['--offline']) {
  const { code, out } = await run(['doctor', '--json', ...argv], project)
  const findings: { code: string; severity: string; list?: string[] }[] = JSON.parse(out).findings
  return { code, codes: findings.map((each) => each.code), findings }
}

const edit = (path: string, change: (text: string) => string) => writeFileSync(path, change(readFileSync(path, 'utf8')))

const entry = ['--entry', 'pages/home/index']

describe('doctor finds', () => {
  test.each<[string, string[], Record<string, string>, (project: string) => void, string[], number]>([
    [
      'a registration without files and without a record',
      [],
      {},
      (project) => {
        for (const path of ['ccc', '.ccc-store.record']) rmSync(join(project, path), { recursive: true })
      },
      ['registered-files-missing', 'not-installed'],
      4,
    ],
    [
      'a page that names a component which is not there',
      entry,
      {},
      (project) => {
        for (const path of ['ccc-entry', '.ccc-store.record']) rmSync(join(project, path), { recursive: true })
      },
      ['entry-files-missing', 'record-missing'],
      4,
    ],
    ['a lost record', [], {}, (project) => rmSync(join(project, '.ccc-store.record')), ['record-missing'], 0],
    [
      'a registration that the user edited',
      [],
      {},
      (project) => edit(join(project, 'app.json'), (text) => text.replace('"name": "ccc"', '"name": "ccc", "x": 1')),
      ['registration-edited'],
      0,
    ],
    [
      'an installation of a newer version',
      [],
      {},
      (project) => edit(join(project, '.ccc-store.record'), (text) => text.replace('"0.1.0"', '"99.0.0"')),
      ['newer-version'],
      0,
    ],
    ['a missing archive', [], {}, (project) => rmSync(join(project, '.ccc-store.archive')), ['archive-missing'], 0],
    [
      'a damaged archive that held what was replaced',
      ['--on-conflict', 'overwrite'],
      { 'utils/login.js': '// mine\n' },
      (project) => writeFileSync(join(project, '.ccc-store.archive'), 'junk'),
      ['archive-missing', 'originals-lost'],
      4,
    ],
    [
      'a TypeScript file that compiles to one of ours',
      [],
      {},
      (project) => outputFileSync(join(project, 'utils/login.ts'), ''),
      ['twin-sources'],
      4,
    ],
    [
      'a login script of the user without what the chat calls',
      ['--on-conflict', 'skip'],
      { 'utils/login.js': 'module.exports = {}\n' },
      () => {},
      ['login-incomplete'],
      4,
    ],
  ])('%s', async (_, argv, files, change, expected, exitCode) => {
    const project = await makeInstalled(files, argv)
    change(project)
    const { code, codes } = await diagnose(project)
    expect(codes).toEqual(expect.arrayContaining(expected))
    expect(code).toBe(exitCode)
  })

  test('places that app.json does not declare, until it does', async () => {
    const project = await makeInstalled()
    edit(join(project, 'ccc/pages/chat/index.js'), (text) => `${text}\nwx.chooseLocation({})\n`)
    expect((await diagnose(project)).codes).toEqual(expect.arrayContaining(['privacy', 'places-undeclared']))
    edit(join(project, 'app.json'), (text) => text.replace('{', '{ "requiredPrivateInfos": ["chooseLocation"],'))
    expect((await diagnose(project)).codes).not.toContain('places-undeclared')
  })

  test('the clipboard among what has to be declared', async () => {
    const project = await makeInstalled()
    edit(join(project, 'ccc/pages/chat/index.js'), (text) => `${text}\nwx.setClipboardData({ data: '' })\n`)
    const { findings } = await diagnose(project)
    expect(findings.find(({ code }) => code === 'privacy')?.list).toEqual(['wx.setClipboardData: 剪切板'])
  })

  test.each([
    ['skyline-page', 'error', 4, '{ "renderer": "skyline", "componentFramework": "glass-easel",'],
    ['custom-navigation-page', 'warning', 0, '{ "window": { "navigationStyle": "custom" },'],
  ])(
    'a page of ours that does not say what it needs under such an app.json: %s',
    async (found, severity, code, app) => {
      const appJson = `${app} "pages": ["pages/home/index"] }`
      const project = await makeInstalled({ 'app.json': appJson })
      expect((await diagnose(project)).codes).not.toContain(found)
      edit(join(project, 'ccc/pages/chat/index.json'), () => '{}')
      const former = await diagnose(project)
      expect(former.code).toBe(code)
      expect(former.findings).toContainEqual(
        expect.objectContaining({ code: found, severity, en: expect.stringContaining('ccc/pages/chat/index.json') }),
      )
    },
  )

  test('none of these in a sound installation', async () => {
    const { codes } = await diagnose(await makeInstalled({}, entry))
    expect(codes).toEqual(['lazy-code-loading', 'component-framework', 'domains'])
  })

  test('what to do about an interrupted run, which it does not touch itself', async () => {
    const project = await makeInstalled()
    writeFileSync(join(project, '.ccc-store.journal'), '{}')
    expect(await diagnose(project)).toMatchObject({ code: 4, codes: ['journal-foreign'] })
  })
})

describe('what answers at the serverUrl', () => {
  let answer: (response: ServerResponse, url: string) => void
  let server: Server
  let serverUrl: string

  beforeAll(async () => {
    server = createServer((request, response) => answer(response, request.url ?? ''))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    serverUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  })

  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  test.each<[string, typeof answer, string]>([
    ['with a web page', (response) => response.end('<html></html>'), 'server-foreign'],
    ['with nothing', (response) => response.end(), 'server-foreign'],
    ['with other JSON', (response) => response.end('{}'), 'server-foreign'],
    ['with JSON and no end', (response) => response.write('{"ok":true}'), 'server-unreachable'],
    ['with more than anybody reads', (response) => response.end('x'.repeat(5_000_000)), 'server-foreign'],
    ['with an error of its proxy', (response) => response.writeHead(502).end('<html>'), 'server-unreachable'],
  ])('%s is no call centre', async (_, given, expected) => {
    answer = given
    const project = await makeInstalled({}, ['--server-url', serverUrl])
    const { code, codes } = await diagnose(project, [])
    expect({ code, first: codes[0] }).toEqual({ code: 4, first: expected })
  })

  test('that has no such check is an older call centre', async () => {
    const error = { code: 'NOT_FOUND', zh: '没有', en: 'none' }
    answer = (response, url) =>
      url === '/healthz' ? response.end('{"status":"ok"}') : response.writeHead(404).end(JSON.stringify({ error }))
    const { code, codes } = await diagnose(await makeInstalled({}, ['--server-url', serverUrl]), [])
    expect({ code, isSaid: codes.includes('server-refuses') }).toEqual({ code: 0, isSaid: true })
  })
})

test('after an interruption, what only reads names the commands that finish it', async () => {
  const project = await makeInstalled()
  const journal = { owner: { ...thisProcess(), start: '1' }, place: placeOf(project) }
  const rest = { placements: [defaultPlacement], folders: [], removeFolders: [], steps: [] }
  writeFileSync(join(project, '.ccc-store.journal'), JSON.stringify({ ...journal, ...rest }))
  for (const command of [['info'], ['doctor'], ['config', 'get'], ['install', '--dry-run']]) {
    const { code, out, err } = await run(command, project)
    const isTold = (out + err).includes('Run ccc-store install, update or reset, without --dry-run')
    expect({ command, code, isTold }).toEqual({ command, code: 4, isTold: true })
  }
})

test('control characters from a project never reach the terminal', async () => {
  const project = await makeInstalled()
  const path = join(project, '.ccc-store.record')
  edit(path, (text) => text.replace('"path": "ccc/host.js"', '"path": "ccc/\\u001b[31m\\u0000.js"'))
  for (const command of ['doctor', 'info', 'reset', 'update']) {
    const { code, out, err } = await run([command], project)
    const isClean = !/[^\P{Cc}\n]/u.test(out + err)
    expect({ command, code, isClean }).toEqual({ command, code: 4, isClean: true })
  }
  edit(path, (text) => text.replace('"0.1.0"', '"\\u001b[31mRED"'))
  expect((await run(['info'], project)).err).toMatch(/damaged: version/)
})
