import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { transformSync } from 'esbuild'
import { builtSdk } from '../testing/built-sdk'

const out = builtSdk()

const files = (folder: string, ends: string): string[] =>
  readdirSync(join(out, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith(ends))
    .map((file) => relative(out, join(file.parentPath, file.name)))
    .sort()

const read = (file: string): string => readFileSync(join(out, file), 'utf8')

/** As WeChat uploads it: scripts minified, everything else as it is. */
const bytes = (file: string): number =>
  Buffer.byteLength(
    file.endsWith('.js')
      ? transformSync(read(file), { minify: true, charset: 'utf8', target: 'es2017' }).code
      : read(file),
  )
const sum = (list: string[]): number => list.reduce((total, file) => total + bytes(file), 0)

describe('sizes', () => {
  test('the main package grows by at most 4,096 bytes', () => {
    expect(sum(['utils/login.js', 'ccc-config.js'])).toBeLessThanOrEqual(4_096)
  })
  test('the entry button, in the main package where it is wanted, has at most 2,304 bytes', () => {
    expect(sum(files('ccc-entry', ''))).toBeLessThanOrEqual(2_304)
  })
  test('Tencent Cloud Chat is in a subpackage of its own, at most 524,288 bytes, and in no other', () => {
    expect(sum(files('ccc-tencent', ''))).toBeLessThanOrEqual(524_288)
    expect(read('ccc-tencent/lib/chat.js')).toContain('TencentCloudChat')
    for (const file of [...files('ccc', '.js'), 'utils/login.js']) expect(read(file)).not.toContain('TencentCloudChat')
  })
  test('all that a default installation adds has at most 95,400 bytes, 0.10 of the components it is compared with', () => {
    expect(sum([...files('ccc', ''), 'utils/login.js', 'ccc-config.js'])).toBeLessThanOrEqual(95_400)
  })
})

describe('scripts', () => {
  test('of the main package have types that stand alone', () => {
    expect(read('utils/login.d.ts')).not.toMatch(/import|from '/)
    for (const name of ['requestLogin', 'logout', 'onUnreadChange', 'openChat', 'sendCard', 'setAttributes']) {
      expect(read('utils/login.d.ts')).toContain(name)
    }
  })
  test('of the entry button need nothing else', () => {
    for (const file of files('ccc-entry', '')) expect(read(file)).not.toMatch(/require\(|@import|url\(/)
  })
  test('reach the main package only through the files that the loader writes', () => {
    const outside = files('', '.js').flatMap((file) =>
      [...read(file).matchAll(/require\(['"](.+?)['"]\)/g)].flatMap(([, to = '']) => {
        const target = join(dirname(file), to)
        return files('', '.js').includes(target) ? [] : [`${file} → ${target}`]
      }),
    )
    expect(outside).toEqual([])
    expect(read('utils/login.js')).toContain(`require('../ccc-config.js')`)
    expect(read('utils/login.js')).toContain(`require.async('../ccc/api.js')`)
    expect(read('ccc/lib/client.js')).toContain(`require('../host.js')`)
  })
  test('carry no TypeBox, and nothing that WeChat lacks', () => {
    const isOurs = (file: string) => file !== 'ccc-tencent/lib/chat.js'
    const code = files('', '.js').filter(isOurs).map(read).join('\n')
    expect(code).not.toMatch(/typebox/i)
    expect(code).not.toMatch(
      /\beval\(|new Function|\bprocess\.|\bBuffer\b|new URL\(|\bfetch\(|\blocalStorage\b|import\(/,
    )
  })
  test('are ES2017 already, so no conversion is needed', () => {
    for (const file of files('', '.js').filter((name) => name !== 'ccc/host.js' && name !== 'ccc-config.js')) {
      const parse = (target: string) => transformSync(read(file), { target, minifyWhitespace: true }).code
      expect(parse('es2017')).toBe(parse('esnext'))
    }
  })
})

describe('templates', () => {
  const wcc = join(
    dirname(createRequire(__filename).resolve('miniprogram-compiler/package.json')),
    'bin',
    { darwin: 'mac', win32: 'windows' }[String(process.platform)] ?? 'linux',
    process.platform === 'win32' ? 'wcc.exe' : 'wcc',
  )
  test('compile with the official compiler, each with its wxs, without a word of warning', () => {
    // npm unpacks it without the right to run
    chmodSync(wcc, 0o755)
    const wxml = files('ccc', '.wxml')
    expect(wxml).toEqual(files('ccc', '.json').map((file) => file.replace('.json', '.wxml')))
    const wxs = files('ccc', '.wxs')
    const components = wxml.flatMap((file) => {
      const used = Object.keys(JSON.parse(read(file.replace(/wxml$/, 'json'))).usingComponents ?? {})
      return used.length > 0 ? [[file, used.length, ...used].join(' ')] : []
    })
    const custom = [components.length, ...components].join(' ')
    const result = spawnSync(wcc, ['-d', '-cc', custom, ...wxml, ...wxs, '-gn', '$gwx'], { cwd: out, encoding: 'utf8' })
    expect(result.error).toBeUndefined()
    expect(result.stderr).toBe('')
    expect(result.status).toBe(0)
    for (const file of wxml) expect(result.stdout).toContain(file)
  })
  test("keep to Skyline's rules: lists scroll in a scroll-view that says so, lines are counted by the text itself", () => {
    const styles = files('ccc', '.wxss').map(read).join('\n')
    expect(styles).not.toMatch(/overflow(-[xy])?:\s*(auto|scroll)/)
    // neither universal nor attribute selectors
    expect(styles.replace(/calc\([^;}]*/g, '')).not.toMatch(/\*|\[/)
    const templates = files('ccc', '.wxml').map(read).join('\n')
    const scrolling = templates.match(/<scroll-view[^>]*>/g) ?? []
    expect(scrolling.filter((tag) => !/\btype="list"/.test(tag))).toEqual([])
    // where a style counts lines for the WebView, the text counts them for Skyline
    expect(styles.match(/-webkit-line-clamp/g)).toHaveLength(1)
    expect(read('ccc/components/attachment/attachment.wxml').match(/<text[^>]* max-lines="2"/g)).toHaveLength(2)
  })
  test("have one expression in an attribute at most: other engines than WeChat's lose the second", () => {
    const doubled = files('', '.wxml').flatMap((file) => read(file).match(/="[^"]*\}\}[^"]*\{\{[^"]*"/g) ?? [])
    expect(doubled).toEqual([])
  })
  test('every file has the four parts that WeChat looks for', () => {
    for (const file of files('ccc', '.wxml')) {
      const parts = ['.js', '.json', '.wxss'].map((part) => file.replace('.wxml', part))
      expect(files('ccc', '')).toEqual(expect.arrayContaining(parts))
    }
  })
})
