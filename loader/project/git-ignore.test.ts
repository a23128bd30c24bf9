import { spawnSync } from 'node:child_process'
import { appendFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { outputFileSync } from 'fs-extra'
import { makeFolder } from '../testing/project'
import { ignoredByGit } from './git-ignore'

const files = ['ccc-config.js', 'utils/login.js', 'ccc/host.js', 'ccc/pages/chat/index.wxml', '.ccc-store.record']
const own = ['ccc', 'ccc-entry']

/** A repository with a mini-program in `app`, and files that say what git ignores. */
function makeRepository(ignoreFiles: Readonly<Record<string, string>>): string {
  const folder = makeFolder({ 'app/app.json': '{}' })
  spawnSync('git', ['init', '--quiet'], { cwd: folder })
  for (const [path, text] of Object.entries(ignoreFiles)) outputFileSync(join(folder, path), text)
  return join(realpathSync(folder), 'app')
}

describe('files that git leaves out of a clone', () => {
  test('are told with the lines that bring them back, for the file that hides them', () => {
    const folder = makeRepository({ 'app/.gitignore': 'utils/\n' })
    expect(ignoredByGit(folder, files, own)).toEqual({
      paths: ['utils/login.js'],
      remedies: [{ file: join(folder, '.gitignore'), lines: ['!/utils/', '/utils/*', '!/utils/login.js'] }],
    })
  })

  test.each<[string, Record<string, string>, number]>([
    ['scripts', { 'app/.gitignore': '*.js\n' }, 3],
    ['scripts, at the top', { '.gitignore': 'node_modules\n*.js' }, 3],
    ['utils, and scripts in it', { '.gitignore': 'app/utils/\n*.js\n' }, 3],
    ['the subpackage as a folder', { 'app/.gitignore': 'ccc/\n' }, 2],
    ['everything that begins with a dot', { '.gitignore': '.*\n!.gitignore\n' }, 1],
    ['everything in a folder, from within', { 'app/utils/.gitignore': '*\n' }, 1],
    ['scripts, by a list of one machine alone', { '.git/info/exclude': '*.js\n' }, 3],
    ['much at once', { '.gitignore': '*.wxml\nutils\n', 'app/.gitignore': 'ccc*\n.ccc*\n' }, 5],
  ])('come back with these lines: %s', (_, ignoreFiles, count) => {
    const folder = makeRepository(ignoreFiles)
    const ignored = ignoredByGit(folder, files, own)
    expect(ignored?.paths).toHaveLength(count)
    for (const { file, lines } of ignored?.remedies ?? []) appendFileSync(file, `\n${lines.join('\n')}\n`)
    expect(ignoredByGit(folder, files, own)).toBeUndefined()
    const others = spawnSync('git', ['check-ignore', 'utils/other.js', 'other.js'], { cwd: folder, encoding: 'utf8' })
    const before = makeRepository(ignoreFiles)
    const same = spawnSync('git', ['check-ignore', 'utils/other.js', 'other.js'], { cwd: before, encoding: 'utf8' })
    expect(others.stdout).toBe(same.stdout)
  })

  test.each([
    ['in a folder whose name is a pattern', 'a[b] c', '*.js\n'],
    ['in an ignored folder that has tracked files', 'app', 'app/\n'],
  ])('come back %s', (_, name, ignored) => {
    const root = realpathSync(makeFolder({ [`${name}/app.json`]: '{}', [`${name}/app.js`]: '' }))
    const folder = join(root, name)
    spawnSync('git', ['init', '--quiet'], { cwd: root })
    outputFileSync(join(root, '.gitignore'), ignored)
    spawnSync('git', ['add', '--force', name], { cwd: root })
    const found = ignoredByGit(folder, files, own)
    expect(found?.paths.length).toBeGreaterThan(0)
    for (const { file, lines } of found?.remedies ?? []) appendFileSync(file, `\n${lines.join('\n')}\n`)
    expect(ignoredByGit(folder, files, own)).toBeUndefined()
  })

  test('are none when git has them already, or nothing hides them, or there is no git', () => {
    const folder = makeRepository({ 'app/.gitignore': '*.js\n', 'app/utils/login.js': '' })
    spawnSync('git', ['add', '--force', 'utils/login.js'], { cwd: folder })
    expect(ignoredByGit(folder, ['utils/login.js'], own)).toBeUndefined()
    expect(ignoredByGit(folder, ['app.wxml'], own)).toBeUndefined()
    expect(ignoredByGit(folder, files, own, 'no-such-git')).toBeUndefined()
    expect(ignoredByGit(makeRepository({ '.gitignore': '/app/\n' }), files, own)).toBeUndefined()
    expect(ignoredByGit(makeFolder({ '.gitignore': '*.js\n' }), files, own)).toBeUndefined()
  })
})
