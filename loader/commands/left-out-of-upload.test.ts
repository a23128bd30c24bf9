import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { makePayload, makeProject } from '../testing/project'
import { runCli } from '../testing/run-cli'

const payloadDir = makePayload({ 'ccc-entry/ccc-entry.js': 'Component({})\n' })

const run = (cwd: string, command: string, ...more: string[]) =>
  runCli([command, ...more], { cwd, payloadDir, locale: 'en-US' })
const install = (cwd: string, ...more: string[]) =>
  run(cwd, 'install', '--sdk-app-id', '1', '--ivr-id', 'a', '--yes', ...more)

interface Rule {
  type: string
  value: string
}

function makePacking(...ignore: Rule[]): string {
  return makeProject({ 'project.config.json': JSON.stringify({ packOptions: { ignore, include: [] } }) })
}

describe('files that packOptions keep out of the upload', () => {
  test.each<[string, Rule, string[], string[]]>([
    ['a folder', { type: 'folder', value: 'utils' }, ['utils/login.js'], ['{"type":"file","value":"utils/login.js"}']],
    [
      'the subpackage',
      { type: 'prefix', value: 'index.' },
      ['ccc/pages/chat/index.js', 'ccc/pages/chat/index.json'],
      ['{"type":"folder","value":"ccc"}'],
    ],
    [
      'much at once',
      { type: 'regexp', value: '^/?ccc' },
      ['ccc-config.js', 'ccc/host.js', 'ccc/pages/chat/index.js', 'ccc/pages/chat/index.json'],
      ['{"type":"file","value":"ccc-config.js"},', '{"type":"folder","value":"ccc"}'],
    ],
  ])('are told by install, doctor and info, with items that mend it: %s', async (_, rule, paths, lines) => {
    const project = makePacking(rule)
    const { notUploaded } = JSON.parse((await install(project, '--json')).out)
    expect(notUploaded).toEqual({ paths, remedies: [{ file: 'project.config.json', lines }] })
    const { findings } = JSON.parse((await run(project, 'doctor', '--offline', '--json')).out)
    expect(findings).toContainEqual(expect.objectContaining({ code: 'not-uploaded', severity: 'error', list: lines }))
    expect((await run(project, 'info')).out).toContain(`left out by packOptions: ${paths.slice(0, 3).join(', ')}`)

    const path = join(project, 'project.config.json')
    const config = JSON.parse(readFileSync(path, 'utf8'))
    config.packOptions.include = JSON.parse(`[${lines.join('\n')}]`)
    writeFileSync(path, JSON.stringify(config))
    expect(JSON.parse((await install(project, '--json')).out).notUploaded).toBeUndefined()
  })

  test('are told in words, also before anything is written', async () => {
    const { out } = await install(makePacking({ type: 'folder', value: 'ccc' }), '--dry-run')
    expect(out).toMatch(/packOptions keep 3 of these files, such as ccc\/host\.js, out of the upload/)
    expect(out).toContain('{"type":"folder","value":"ccc"}')
  })

  test("count when they are the user's own, where the chat calls them", async () => {
    const login = 'exports.requestLogin = () => {}\nexports.getSession = () => {}\n'
    const project = makePacking({ type: 'folder', value: 'utils' })
    mkdirSync(join(project, 'utils'))
    writeFileSync(join(project, 'utils/login.js'), login)
    const { out } = await install(project, '--on-conflict', 'skip', '--json')
    expect(JSON.parse(out).notUploaded.paths).toEqual(['utils/login.js'])
  })

  test('are none where the rules mean other files', async () => {
    const project = makePacking({ type: 'folder', value: 'test' }, { type: 'suffix', value: '.d.ts' })
    expect(JSON.parse((await install(project, '--json')).out).notUploaded).toBeUndefined()
  })
})
