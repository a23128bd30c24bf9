import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'

/** A change to a fixture that no project should suffer from. */
export interface Mutation {
  name: string
  /** The name of the project's folder, when that is what changes. */
  folder?: string
  /** The exit code of `install` when it must refuse a project it would otherwise take. */
  refusedWith?: 4
  /** Changes the mini-program in the given folder. */
  apply?(miniprogram: string): void
}

const textFiles = new Set(['.json', '.js', '.ts', '.wxml', '.wxss', '.less', '.scss'])

export const mutations: readonly Mutation[] = [
  { name: 'as it is' },
  { name: 'CRLF', apply: (root) => eachText(root, (text) => toLf(text).replaceAll('\n', '\r\n')) },
  { name: 'mixed line endings', apply: (root) => eachText(root, mixed) },
  {
    name: 'a byte-order mark',
    apply: (root) => appJson(root, (text) => (text === '' ? '' : `\u00EF\u00BB\u00BF${text}`)),
  },
  { name: 'tabs', apply: (root) => eachText(root, (text) => text.replace(/^(?: {2})+/gm, withTabs)) },
  { name: 'minified', apply: (root) => appJson(root, minified) },
  { name: 'no final newline', apply: (root) => eachText(root, (text) => text.replace(/\s+$/, '')) },
  { name: 'comments', apply: (root) => appJson(root, commented) },
  { name: 'a trailing comma', apply: (root) => appJson(root, (text) => text.replace(/([^{,\s])(\s*\}\s*)$/, '$1,$2')) },
  { name: 'a read-only file', apply: readOnly },
  { name: 'an existing utils/login.js', refusedWith: 4, apply: (root) => put(root, 'utils/login.js') },
  { name: 'an existing ccc', refusedWith: 4, apply: (root) => put(root, 'ccc/host.js') },
  { name: 'a path with spaces and Chinese', folder: '我的 小程序 (副本)' },
]

/** Files are taken byte by byte, as latin1, since not every fixture is UTF-8. */
function change(path: string, edit: (text: string) => string): void {
  const before = readFileSync(path, 'latin1')
  const after = edit(before)
  if (after !== before) writeFileSync(path, after, 'latin1')
}

function appJson(root: string, edit: (text: string) => string): void {
  const path = join(root, 'app.json')
  if (existsSync(path)) change(path, edit)
}

function eachText(root: string, edit: (text: string) => string): void {
  if (!existsSync(root)) return
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && textFiles.has(extname(entry.name))) change(join(entry.parentPath, entry.name), edit)
  }
}

function toLf(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

function mixed(text: string): string {
  let line = 0
  return toLf(text).replaceAll('\n', () => {
    line += 1
    return line % 2 === 0 ? '\n' : '\r\n'
  })
}

function withTabs(spaces: string): string {
  return '\t'.repeat(spaces.length / 2)
}

function minified(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    // Comments, or a fixture that is broken on purpose.
    return text
  }
}

function commented(text: string): string {
  return text.replace(/^\s*\{/, '$& // pages first, "subPackages": [] last\n').replace(/\}\s*$/, '/* , ] } */ $&')
}

function readOnly(root: string): void {
  const path = join(root, 'app.json')
  if (existsSync(path)) chmodSync(path, statSync(path).mode & 0o555)
}

function put(root: string, path: string): void {
  if (!existsSync(root)) return
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), 'module.exports = { mine: true }\n')
}
