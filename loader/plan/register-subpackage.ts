import { getNodeValue, type Node } from 'jsonc-parser'
import { LoaderError } from '../errors'
import { parseJsonText, valueAt } from '../project/json-text'
import { plainPath } from '../project/read-app'
import { insertIntoJson } from './insert-into-json'
import type { Subpackage } from './placement'
import type { Splice } from './plan'

// WeChat's compiler takes either spelling; of an app.json with both it reads the lower-case list only.
const keys = ['subPackages', 'subpackages']

/**
 * The splice that registers a subpackage in app.json, or undefined when it is registered already.
 * The list that WeChat reads is used, be it under `subPackages` or `subpackages`.
 * `file` is how messages name app.json. Throws `broken-json`, `broken-encoding`, `foreign-app-json`, `subpackages-invalid`, or
 * `subpackage-claimed` when another page or subpackage has the root or the name.
 */
export function registerSubpackage(bytes: Buffer, file: string, subpackage: Subpackage): Splice | undefined {
  const json = parseJsonText(bytes, file)
  const { tree } = json
  const pages = tree.type === 'object' ? valueAt(tree, 'pages') : undefined
  if (pages?.type !== 'array') throw new LoaderError('foreign-app-json', { path: file })
  const lists = keys.flatMap((key) => {
    const list = valueAt(tree, key)
    if (list && list.type !== 'array') throw new LoaderError('subpackages-invalid', { path: file, key })
    return list ?? []
  })
  const list = lists.at(-1)
  const items = list?.children ?? []
  if (isRegistered(items, subpackage)) return undefined
  refuseClaims(pages, items, subpackage)
  const key: unknown = list?.parent?.children?.[0]?.value ?? keys[0]
  return insertIntoJson(json, list, { key: String(key), value: subpackage })
}

/** The entries of app.json that are this very subpackage. */
export function registrationsOf(tree: Node, { root }: Pick<Subpackage, 'root'>): Node[] {
  const lists = keys.flatMap((key) => (tree.type === 'object' ? (valueAt(tree, key) ?? []) : []))
  return lists.flatMap((list) => list.children ?? []).filter((item) => rootOf(getNodeValue(item)) === root)
}

/** An entry of the list with its paths as we write them, however they are spelled. */
export function plainEntry(value: unknown): unknown {
  const root = rootOf(value)
  if (typeof value !== 'object' || value === null || root === undefined) return value
  return { ...value, root, pages: pagesOf(value) }
}

function isRegistered(items: readonly Node[], { root, pages }: Subpackage): boolean {
  return items.some((item) => {
    const value: unknown = getNodeValue(item)
    return rootOf(value) === root && pages.every((page) => pagesOf(value).includes(page))
  })
}

function refuseClaims(pages: Node, items: readonly Node[], { root, name }: Subpackage): void {
  const inRoot = (path: string) => path === root || path.startsWith(`${root}/`)
  for (const page of pages.children ?? []) {
    const path: unknown = page.value
    if (typeof path === 'string' && inRoot(plainPath(path))) {
      throw new LoaderError('subpackage-claimed', { claim: `pages: ${path}`, root })
    }
  }
  for (const item of items) {
    const value: unknown = getNodeValue(item)
    const claimed = rootOf(value)
    if (claimed !== undefined && (inRoot(claimed) || nameOf(value) === name)) {
      throw new LoaderError('subpackage-claimed', { claim: `root: ${claimed}`, root })
    }
  }
}

/** The root that an entry of the list of subpackages names, however it is spelled. */
export function rootOf(value: unknown): string | undefined {
  const root = field(value, 'root')
  return typeof root === 'string' ? plainPath(root) : undefined
}

function nameOf(value: unknown): unknown {
  return field(value, 'name')
}

function pagesOf(value: unknown): unknown[] {
  const pages = field(value, 'pages')
  return Array.isArray(pages) ? pages.map((page) => (typeof page === 'string' ? plainPath(page) : page)) : []
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined
}
