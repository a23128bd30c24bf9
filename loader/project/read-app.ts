import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getNodeValue, type ParseError, parseTree } from 'jsonc-parser'
import type { ProjectRoot } from './find-root'
import { parseJsonText } from './json-text'
import { isFile } from './safe-path'

/** What a mini-program says of itself. */
export interface AppFacts {
  language: 'js' | 'ts'
  style: 'wxss' | 'less' | 'scss'
  componentFramework: 'exparser' | 'glass-easel'
  renderer: 'webview' | 'skyline'
  isLazy: boolean
  /** The roots of the subpackages. */
  subpackages: readonly string[]
  /** The base library the project is set to, such as `3.5.0` or `latest`. */
  libVersion?: string
  appid?: string
  /** `requiredPrivateInfos`: the interfaces of places that may be called. */
  privateInfos: readonly string[]
  /** What WeChat's own JSON parser does not take. */
  faults: readonly ('bom' | 'comments' | 'commas')[]
}

/**
 * Reads app.json and, as far as it can be read, the project configuration.
 * Throws `broken-json` and `broken-encoding` for app.json.
 */
export function readApp({ project, miniprogram }: ProjectRoot): AppFacts {
  const { text } = parseJsonText(readFileSync(join(miniprogram, 'app.json')), 'app.json')
  const app = objectOf(text)
  const configs = ['project.config.json', 'project.private.config.json'].map((file) => read(join(project, file)))
  const config = { ...configs[0], ...configs[1] }
  const has = (file: string) => isFile(join(miniprogram, file))
  const lists = ['subPackages', 'subpackages'].flatMap((key) => (Array.isArray(app[key]) ? app[key] : []))
  const roots = lists.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'root' in item ? item.root : '',
  )
  return {
    language: has('app.ts') ? 'ts' : 'js',
    style: has('app.less') ? 'less' : has('app.scss') ? 'scss' : 'wxss',
    componentFramework: app.componentFramework === 'glass-easel' ? 'glass-easel' : 'exparser',
    renderer: app.renderer === 'skyline' ? 'skyline' : 'webview',
    isLazy: app.lazyCodeLoading === 'requiredComponents',
    subpackages: roots.flatMap((root) => (typeof root === 'string' ? root.replace(/^(\.?\/)+|\/+$/g, '') || [] : [])),
    ...textOf('libVersion', config.libVersion),
    ...textOf('appid', config.appid),
    privateInfos: Array.isArray(app.requiredPrivateInfos) ? app.requiredPrivateInfos.map(String) : [],
    faults: faultsOf(text),
  }
}

function faultsOf(text: string): AppFacts['faults'] {
  const body = text.replace(/^\uFEFF/, '')
  const errors = (options: { disallowComments: boolean; allowTrailingComma: boolean }) => {
    const found: ParseError[] = []
    parseTree(body, found, options)
    return found.length > 0
  }
  return [
    ...(text.startsWith('\uFEFF') ? (['bom'] as const) : []),
    ...(errors({ disallowComments: true, allowTrailingComma: true }) ? (['comments'] as const) : []),
    ...(errors({ disallowComments: false, allowTrailingComma: false }) ? (['commas'] as const) : []),
  ]
}

function read(path: string): Record<string, unknown> {
  return isFile(path) ? objectOf(readFileSync(path, 'utf8')) : {}
}

function objectOf(text: string): Record<string, unknown> {
  const tree = parseTree(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true })
  const value: unknown = tree && getNodeValue(tree)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function textOf<Key extends string>(key: Key, value: unknown): Partial<Record<Key, string>> {
  const record: Partial<Record<Key, string>> = {}
  if (typeof value === 'string' && value !== '') record[key] = value
  return record
}
