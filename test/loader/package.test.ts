import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { findRoot } from '../../loader/project/find-root'
import { packedFiles, packingOf } from '../../loader/project/packed-files'
import { temporaryFolder } from '../temporary-folder'
import { fixtureNamed } from './fixtures'
import { makeProject } from './make-project'
import { mutations } from './mutations'
import { dependenciesOf, packageFolder, packedLoader } from './packed-loader'
import { install, settings } from './settings'
import { treeOf } from './tree-of'

const MEGABYTE = 1_048_576
const noNetwork = join(__dirname, 'preload', 'no-network.js')

const packed = packedLoader()

/** Every package that comes along, those of packages too. */
function closure(folder: string, found = new Set<string>()): Set<string> {
  for (const name of dependenciesOf(folder)) {
    if (found.has(name)) continue
    found.add(name)
    closure(packageFolder(name, folder), found)
  }
  return found
}

function run(args: readonly string[], cwd: string, locale = 'en_US.UTF-8') {
  const { CI: _, ...env } = process.env
  const options = { cwd, encoding: 'utf8', env: { ...env, LC_ALL: locale } } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', noNetwork, packed.bin, ...args], options)
  return { status, stdout, stderr }
}

describe('the package', () => {
  test('has at most one megabyte, templates and SDK included', () => {
    expect(packed.packedBytes).toBeLessThanOrEqual(MEGABYTE)
    expect(existsSync(join(packed.folder, 'dist', 'payload', 'payload.json'))).toBe(true)
    expect(existsSync(join(packed.folder, 'dist', 'starter', 'common', 'gitignore'))).toBe(true)
  })

  test('brings fewer than 15 packages along, those of packages included', () => {
    expect(closure(join(__dirname, '..', '..', 'loader')).size).toBeLessThan(15)
  })

  test('has the licence it is under', () => {
    const licence = (folder: string) => readFileSync(join(folder, 'LICENSE'), 'utf8')
    expect(licence(packed.folder)).toBe(licence(join(__dirname, '..', '..')))
  })

  test('has no tests and no leavings of the compiler', () => {
    const files = readdirSync(packed.folder, { recursive: true, encoding: 'utf8' })
    expect(files.filter((file) => /\.test\.|\.tsbuildinfo$|\.map$|testing/.test(file))).toEqual([])
  })
})

describe('the program itself', () => {
  test('reaches no network: whatever tried would fail', () => {
    const attempts = [
      "fetch('http://127.0.0.1:1')",
      "require('node:net').connect(1)",
      "require('node:dns').lookup('a', () => {})",
    ]
    for (const attempt of attempts) {
      const { status, stderr } = spawnSync(process.execPath, ['--require', noNetwork, '-e', attempt], {
        encoding: 'utf8',
      })
      expect({ status, off: stderr.includes('the network is off') }).toEqual({ status: 1, off: true })
    }
  })

  test.each([
    ['zh_CN.UTF-8', '已装载到', '已从'],
    ['en_US.UTF-8', 'Installed into', 'Taken out of'],
  ])('installs, updates and takes out in %s, at a path with spaces and Chinese', (locale, done, takenOut) => {
    const mutation = mutations.find((each) => each.folder !== undefined)
    const { folder } = makeProject(fixtureNamed('typescript'), mutation)
    const before = treeOf(folder)
    expect(run(install, folder, locale)).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining(done) })
    expect(run(['update', '--yes'], folder, locale)).toMatchObject({ status: 0, stderr: '' })
    expect(run(['info', '--json'], folder, locale)).toMatchObject({ status: 0, stderr: '' })
    expect(run(['reset', '--yes'], folder, locale)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining(takenOut),
    })
    expect(treeOf(folder)).toEqual(before)
  })

  test('adds to an upload what is documented: the entry button at most 3.5 KB, and no record', async () => {
    const packedWith = async (...options: string[]) => {
      const { folder, miniprogram } = makeProject(fixtureNamed('plain'))
      expect(run([...install, ...options], folder)).toMatchObject({ status: 0 })
      return packedFiles(miniprogram, await packingOf((await findRoot(folder)).config))
    }
    const without = await packedWith()
    const withButton = await packedWith('--entry', 'pages/index/index')
    const bytes = (files: typeof without) => files.reduce((sum, file) => sum + file.bytes, 0)
    const button = withButton.filter(({ path }) => path.startsWith('ccc-entry/'))
    expect(bytes(button)).toBeGreaterThan(1_024)
    expect(bytes(button)).toBeLessThanOrEqual(3_584)
    // A tag and a line in the page come on top.
    expect(bytes(withButton) - bytes(without) - bytes(button)).toBeLessThan(128)
    expect(withButton.filter(({ path }) => path.startsWith('.ccc-store'))).toEqual([])
  })

  test('makes a project whose customer service is whole', () => {
    const cwd = temporaryFolder()
    expect(run(['create', '茶 坊', '--js', '--yes', ...settings], cwd)).toMatchObject({ status: 0, stderr: '' })
    const made = treeOf(cwd)
    expect(run(install, join(cwd, '茶 坊'))).toMatchObject({ status: 0, stderr: '' })
    expect(treeOf(cwd)).toEqual(made)
  })
})
