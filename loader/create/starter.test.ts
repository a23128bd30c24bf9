import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { transformSync } from 'esbuild'
import { makeFolder } from '../testing/project'

const starterDir = join(__dirname, '..', '..', 'templates', 'starter')

const sourcesOf = (language: 'ts' | 'js') =>
  readdirSync(join(starterDir, language), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(`.${language}`))
    .map((entry) => relative(join(starterDir, language), join(entry.parentPath, entry.name)).split(sep).join('/'))
    .map((path) => path.slice(0, -3))
    .sort()

/** What a source does, without its types and layout. */
const meaningOf = (path: string, language: 'ts' | 'js') =>
  transformSync(readFileSync(join(starterDir, language, `${path}.${language}`), 'utf8'), {
    loader: language,
    minifyWhitespace: true,
    legalComments: 'none',
    target: 'esnext',
  }).code

describe('the starter', () => {
  test('has the same sources in both languages', () => {
    expect(sourcesOf('js')).toEqual(sourcesOf('ts'))
    expect(sourcesOf('ts')).toContain('miniprogram/pages/home/index')
  })

  test.each(sourcesOf('ts'))('says the same in both languages: %s', (path) => {
    expect(meaningOf(path, 'js')).toBe(meaningOf(path, 'ts'))
  })

  test('keeps its comments in both languages', () => {
    const comments = (path: string, language: 'ts' | 'js') =>
      readFileSync(join(starterDir, language, `${path}.${language}`), 'utf8').match(/^\s*(\/\/|\/?\*).*$/gm) ?? []
    for (const path of sourcesOf('ts')) expect(comments(path, 'js')).toEqual(comments(path, 'ts'))
  })

  test('has the four parts of every page, and the pictures of its tabs', () => {
    const common = join(starterDir, 'common', 'miniprogram')
    const app = JSON.parse(readFileSync(join(common, 'app.json'), 'utf8'))
    const pages: string[] = app.pages
    for (const page of pages) {
      for (const part of ['json', 'wxml', 'wxss']) expect(existsSync(join(common, `${page}.${part}`))).toBe(true)
      expect(sourcesOf('ts')).toContain(`miniprogram/${page}`)
    }
    const tabs: { iconPath: string; selectedIconPath: string }[] = app.tabBar.list
    for (const path of tabs.flatMap(({ iconPath, selectedIconPath }) => [iconPath, selectedIconPath])) {
      expect(existsSync(join(common, path))).toBe(true)
    }
  })
})

describe('the TypeScript starter', () => {
  let folder: string

  beforeAll(() => {
    folder = makeFolder({})
    for (const part of ['common', 'ts']) cpSync(join(starterDir, part), folder, { recursive: true })
    cpSync(join(__dirname, '..', '..', 'sdk', 'dist', 'utils'), join(folder, 'miniprogram', 'utils'), {
      recursive: true,
    })
    symlinkSync(join(__dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'), 'junction')
  })

  test('passes its own strict check', () => {
    const resolve = createRequire(__filename).resolve
    const tsc = join(dirname(resolve('typescript/package.json')), 'bin', 'tsc')
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  })

  test('asks for the versions that this check ran with', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    for (const [name, version] of Object.entries(devDependencies)) {
      const installed = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'))
      expect([name, version]).toEqual([name, installed.version])
    }
  })
})
