import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { makePayload, makeProject } from '../testing/project'
import { runCli } from '../testing/run-cli'

const payloadDir = makePayload()

function makeIgnoring(lines: string): string {
  const project = makeProject({ '.gitignore': lines })
  spawnSync('git', ['init', '--quiet'], { cwd: project })
  return project
}

const run = (cwd: string, command: string, ...more: string[]) =>
  runCli([command, ...more], { cwd, payloadDir, locale: 'en-US' })
const install = (cwd: string, ...more: string[]) =>
  run(cwd, 'install', '--sdk-app-id', '1', '--ivr-id', 'a', '--yes', ...more)

describe('files that git would leave out of a clone', () => {
  test('are told by install, also in a dry run, with lines that mend it', async () => {
    const project = makeIgnoring('node_modules\n*.js\nutils/\n')
    const dry = await install(project, '--dry-run')
    expect(dry.out).toMatch(/git ignores 5 of these files, such as ccc-config\.js, so a clone lacks them\./)
    const { out } = await install(project, '--json')
    const [remedy] = JSON.parse(out).hidden.remedies
    expect(remedy.file).toBe('.gitignore')
    appendFileSync(join(project, '.gitignore'), remedy.lines.join('\n'))
    expect((await install(project)).out).not.toMatch(/git ignores/)
    spawnSync('git', ['add', '.'], { cwd: project })
    const { stdout } = spawnSync('git', ['ls-files'], { cwd: project, encoding: 'utf8' })
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['utils/login.js', 'utils/login.d.ts', 'ccc/host.js']))
    expect(stdout).not.toContain('app.js\n')
  })

  test('are told by doctor and info', async () => {
    const project = makeIgnoring('utils/\n')
    await install(project)
    const { findings } = JSON.parse((await run(project, 'doctor', '--offline', '--json')).out)
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'ignored-by-git',
        severity: 'warning',
        list: ['!/utils/', '/utils/*', '!/utils/login.d.ts', '!/utils/login.js'],
      }),
    )
    expect((await run(project, 'info')).out).toMatch(/ignored by git: utils\/login\.d\.ts, utils\/login\.js/)
  })

  test('are no matter where git has them, or is not used', async () => {
    expect((await install(makeProject({ '.gitignore': '*.js' }))).out).not.toMatch(/git ignores/)
    const project = makeIgnoring('node_modules\n')
    expect(JSON.parse((await install(project, '--json')).out).hidden).toBeUndefined()
  })
})
