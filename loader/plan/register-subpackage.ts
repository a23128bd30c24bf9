import { isDeepStrictEqual } from 'node:util'
import { getNodeValue, type Node, parseTree } from 'jsonc-parser'
import { LoaderError } from '../errors'
import { parseJsonText, valueAt } from '../project/json-text'
import { appendToJson, type ChildLayout, type TextEdit } from './append-to-json'
import type { Splice } from './plan'
import { indentAt } from './text-layout'

/** A subpackage as app.json lists it. */
export interface Subpackage {
  root: string
  name: string
  pages: readonly string[]
}

/** The subpackage this package installs. */
export const cccSubpackage: Subpackage = { root: 'ccc', name: 'ccc', pages: ['pages/chat/index'] }

// WeChat's compiler takes either spelling; of an app.json with both it reads the lower-case list only.
const keys = ['subPackages', 'subpackages']

/**
 * The splice that registers a subpackage in app.json, or undefined when it is registered already.
 * The list that WeChat reads is used, be it under `subPackages` or `subpackages`.
 * `file` is how messages name app.json. Throws `broken-json`, `broken-encoding`, `foreign-app-json`, or
 * `subpackage-claimed` when another page or subpackage has the root or the name.
 */
export function registerSubpackage(bytes: Buffer, file: string, subpackage: Subpackage): Splice | undefined {
  const { text, tree, shift } = parseJsonText(bytes, file)
  const pages = tree.type === 'object' ? valueAt(tree, 'pages') : undefined
  if (pages?.type !== 'array') throw new LoaderError('foreign-app-json', { path: file })
  const lists = keys.flatMap((key) => valueAt(tree, key) ?? [])
  for (const list of lists) if (list.type !== 'array') throw new LoaderError('foreign-app-json', { path: file })
  const list = lists.at(-1)
  const items = list?.children ?? []
  if (isRegistered(items, subpackage)) return undefined
  refuseClaims(pages, items, subpackage)
  const body = text.slice(shift)
  const edit = editFor(body, tree, list, subpackage)
  confirm(body, tree, edit, list, subpackage)
  return {
    offset: Buffer.byteLength(text.slice(0, shift + edit.offset)),
    removed: edit.removed,
    inserted: edit.inserted,
  }
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
    if (typeof path === 'string' && inRoot(trimSlashes(path))) {
      throw new LoaderError('subpackage-claimed', { claim: `pages: ${path}` })
    }
  }
  for (const item of items) {
    const value: unknown = getNodeValue(item)
    const claimed = rootOf(value)
    if (claimed !== undefined && (inRoot(claimed) || nameOf(value) === name)) {
      throw new LoaderError('subpackage-claimed', { claim: `root: ${claimed}` })
    }
  }
}

function editFor(text: string, tree: Node, list: Node | undefined, subpackage: Subpackage): TextEdit {
  const unit = indentUnitOf(text, tree)
  if (list) return appendToJson(text, list, unit, (layout) => renderJson(subpackage, layout, unit))
  return appendToJson(
    text,
    tree,
    unit,
    (layout) => `"${keys[0]}":${layout.space}${renderJson([subpackage], layout, unit)}`,
  )
}

/** JSON in the layout of its surroundings. */
function renderJson(value: unknown, { eol, indent, inline, space }: ChildLayout, unit: string): string {
  if (!inline) return JSON.stringify(value, null, unit).replaceAll('\n', eol + indent)
  const compact = JSON.stringify(value)
  // Outside strings only; the strings written here contain none of these characters.
  return space === '' ? compact : compact.replace(/[:,]/g, '$& ').replaceAll('{', '{ ').replaceAll('}', ' }')
}

function indentUnitOf(text: string, tree: Node): string {
  const first = tree.children?.[0]
  return (first && indentAt(text, first.offset)) || '  '
}

// A splice that would not say exactly what it should is a fault here, and must never reach a project.
function confirm(text: string, tree: Node, edit: TextEdit, list: Node | undefined, subpackage: Subpackage): void {
  const end = edit.offset + edit.removed.length
  const result = parseTree(text.slice(0, edit.offset) + edit.inserted + text.slice(end))
  const before: Record<string, unknown> = getNodeValue(tree)
  const key: unknown = list?.parent?.children?.[0]?.value ?? keys[0]
  const items: unknown[] = list ? getNodeValue(list) : []
  const after = { ...before, [String(key)]: [...items, subpackage] }
  if (!result || !isDeepStrictEqual(toPlain(getNodeValue(result)), toPlain(after))) {
    throw new Error('app.json would not have come out as planned')
  }
}

function toPlain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

function rootOf(value: unknown): string | undefined {
  const root = field(value, 'root')
  return typeof root === 'string' ? trimSlashes(root) : undefined
}

function nameOf(value: unknown): unknown {
  return field(value, 'name')
}

function pagesOf(value: unknown): unknown[] {
  const pages = field(value, 'pages')
  return Array.isArray(pages) ? pages : []
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined
}

function trimSlashes(path: string): string {
  return path.replace(/^(\.?\/)+|\/+$/g, '')
}
