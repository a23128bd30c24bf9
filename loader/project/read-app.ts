import { getNodeValue, type ParseError, parseTree } from 'jsonc-parser'
import { LoaderError } from '../errors'
import { parseJsonText } from './json-text'
import { isPlainRelative } from './safe-path'

/** What app.json says of a mini-program. */
export interface App {
  /** The pages, those of the main package first, as paths from the mini-program root without an extension. */
  pages: readonly string[]
  /** Whether `pages` lists anything but paths, as sources of some frameworks do. */
  hasOddPages: boolean
  /** The roots of the subpackages. */
  subpackages: readonly string[]
  componentFramework: 'exparser' | 'glass-easel'
  renderer: 'webview' | 'skyline'
  /** `window.navigationStyle`: whether pages draw their own title bar. */
  navigationStyle: 'default' | 'custom'
  isLazy: boolean
  /** `requiredPrivateInfos`: the interfaces of places that may be called. */
  privateInfos: readonly string[]
}

/** What is no JSON in the eyes of WeChat's own parser. */
export type AppFault = 'bom' | 'comments' | 'commas'

/** Reads app.json; `file` is how messages name it. Throws `broken-json`, `broken-encoding` and `foreign-app-json`. */
export function parseApp(bytes: Buffer, file: string): App {
  const { tree } = parseJsonText(bytes, file)
  const app = recordOf(getNodeValue(tree))
  const { pages, window } = app
  if (!Array.isArray(pages)) throw new LoaderError('foreign-app-json', { path: file })
  const packages = ['subPackages', 'subpackages'].flatMap((key) => listOf(app[key]).map(recordOf))
  const ofPackages = packages.flatMap(({ root, pages: inside }) =>
    textsOf(inside).map((page) => `${textOf(root)}/${page}`),
  )
  const all = [...textsOf(pages), ...ofPackages].map(plainPath)
  return {
    pages: [...new Set(all)].filter(isPlainRelative),
    hasOddPages: textsOf(pages).length < pages.length,
    subpackages: packages.flatMap(({ root }) => plainPath(textOf(root)) || []),
    componentFramework: app.componentFramework === 'glass-easel' ? 'glass-easel' : 'exparser',
    renderer: app.renderer === 'skyline' ? 'skyline' : 'webview',
    navigationStyle: recordOf(window).navigationStyle === 'custom' ? 'custom' : 'default',
    isLazy: app.lazyCodeLoading === 'requiredComponents',
    privateInfos: listOf(app.requiredPrivateInfos).map(String),
  }
}

/** A path of app.json without what means nothing in it: `./ccc`, `/ccc` and `ccc/` are all `ccc`. */
export function plainPath(path: string): string {
  return path.replaceAll(/\/{2,}/g, '/').replace(/^(\.?\/)+|\/$/g, '')
}

/** What of an app.json that can be read WeChat's own parser does not take. */
export function faultsOf(text: string): AppFault[] {
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

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((item) => typeof item === 'string')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
