import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { temporaryFolder } from '../temporary-folder'
import { fixtureNamed } from './fixtures'
import { makeProject } from './make-project'
import { packageFolder } from './packed-loader'
import { install, settings } from './settings'
import { withLoader } from './with-loader'

const loader = withLoader()

const systems: Readonly<Record<string, string>> = { darwin: 'mac', win32: 'windows' }

/** WeChat's own template compiler; npm unpacks it without the right to run. */
function wcc(): string {
  const compiler = packageFolder('miniprogram-compiler', packageFolder('miniprogram-simulate', __dirname))
  const name = process.platform === 'win32' ? 'wcc.exe' : 'wcc'
  const program = join(compiler, 'bin', systems[process.platform] ?? 'linux', name)
  chmodSync(program, 0o755)
  return program
}

/** Compiles every template of a mini-program, with the components each of them uses. */
function compile(miniprogram: string) {
  const files = readdirSync(miniprogram, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(miniprogram, join(entry.parentPath, entry.name)))
  const templates = files.filter((file) => file.endsWith('.wxml'))
  const components = templates.flatMap((file) => {
    const json = JSON.parse(readFileSync(join(miniprogram, file.replace(/wxml$/, 'json')), 'utf8'))
    const used = Object.keys(json.usingComponents ?? {})
    return used.length > 0 ? [[file, used.length, ...used].join(' ')] : []
  })
  const custom = [components.length, ...components].join(' ')
  const scripts = files.filter((file) => file.endsWith('.wxs'))
  const args = ['-d', '-cc', custom, ...templates, ...scripts, '-gn', '$gwx']
  const { status, stdout, stderr } = spawnSync(wcc(), args, { cwd: miniprogram, encoding: 'utf8' })
  return { status, stderr, templates, missing: templates.filter((file) => !stdout.includes(file)) }
}

describe('the official template compiler takes without a word', () => {
  test.each([
    ['everything that is installed', []],
    ['a page with the entry button', ['--entry', 'pages/index/index']],
    ['another subpackage', ['--subpackage', 'packages/service', '--entry', 'pages/index/index']],
  ])('%s', async (_, options) => {
    const { folder, miniprogram } = makeProject(fixtureNamed('plain'))
    const { code, out } = await loader.run([...install, ...options, '--json'], folder)
    expect(code).toBe(0)
    const report: { created: string[] } = JSON.parse(out)
    const injected = report.created.filter((path) => path.endsWith('.wxml'))
    const compiled = compile(miniprogram)
    expect(compiled.templates).toEqual(expect.arrayContaining(injected))
    expect(injected.length).toBeGreaterThan(5)
    expect(compiled).toMatchObject({ status: 0, stderr: '', missing: [] })
  })

  test.each(['ts', 'js'])('the starter in %s', async (language) => {
    const cwd = temporaryFolder()
    expect((await loader.run(['create', 'shop', `--${language}`, '--yes', ...settings], cwd)).code).toBe(0)
    expect(compile(join(cwd, 'shop', 'miniprogram'))).toMatchObject({ status: 0, stderr: '', missing: [] })
  })
})
