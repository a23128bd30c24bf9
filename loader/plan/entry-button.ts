import { dirname, join } from 'node:path/posix'
import { getNodeValue, type Node } from 'jsonc-parser'
import { LoaderError } from '../errors'
import { parseJsonText, valueAt } from '../project/json-text'
import { insertIntoJson } from './insert-into-json'
import { ENTRY_FOLDER } from './placement'
import type { Splice } from './plan'
import { lineEndingAt } from './text-layout'

/** The name of the entry button in templates, and the file of its component. */
export const ENTRY_TAG = 'ccc-entry'
export const ENTRY_COMPONENT = `/${ENTRY_FOLDER}/${ENTRY_TAG}`

/** The JSON of a page that had none. */
export const entryPageJson = `${JSON.stringify({ usingComponents: { [ENTRY_TAG]: ENTRY_COMPONENT } }, null, 2)}\n`

/**
 * The splice that makes the component known to a page, or undefined when it is known already. `path` is that of the
 * page's JSON in the mini-program, `file` how messages name it.
 * Throws `broken-json`, `broken-encoding`, or `entry-claimed` when the page means another component by the name.
 */
export function registerEntry(bytes: Buffer, file: string, path: string): Splice | undefined {
  const json = parseJsonText(bytes, file)
  if (json.tree.type !== 'object') throw new LoaderError('entry-page-broken', { file })
  const components = valueAt(json.tree, 'usingComponents')
  if (components && components.type !== 'object') throw new LoaderError('entry-page-broken', { file })
  const present = components && valueAt(components, ENTRY_TAG)
  if (!present)
    return insertIntoJson(json, components, { key: 'usingComponents', name: ENTRY_TAG, value: ENTRY_COMPONENT })
  const value: unknown = getNodeValue(present)
  if (!isEntryComponent(value, path)) throw new LoaderError('entry-claimed', { file, value: String(value) })
  return undefined
}

/** The property that makes the component known to a page. */
export function entryRegistrationOf(tree: Node, path: string): Node | undefined {
  const components = tree.type === 'object' ? valueAt(tree, 'usingComponents') : undefined
  const value = components?.type === 'object' ? valueAt(components, ENTRY_TAG) : undefined
  // The name may have been given to another component since.
  return value && isEntryComponent(value.value, path) ? value.parent : undefined
}

/** Whether the JSON at that path means our component, whose place may be spelled from there. */
function isEntryComponent(value: unknown, path: string): boolean {
  if (typeof value !== 'string') return false
  return (value.startsWith('/') ? value : join('/', dirname(path), value)) === ENTRY_COMPONENT
}

/**
 * The splice that puts the button at the end of a template, before its final line break, or undefined when it is there.
 * Throws `broken-encoding`.
 */
export function insertEntryTag(bytes: Buffer, file: string): Splice | undefined {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) throw new LoaderError('broken-encoding', { file })
  if (hasEntryTag(text)) return undefined
  const offset = text.length - (/(\r\n|\r|\n)$/.exec(text)?.[0].length ?? 0)
  const isEmpty = text.slice(0, offset).replace('\uFEFF', '') === ''
  const inserted = `${isEmpty ? '' : lineEndingAt(text, offset)}<${ENTRY_TAG} />`
  return { offset: Buffer.byteLength(text.slice(0, offset)), removed: '', inserted }
}

/** Whether a template shows the button, comments aside. */
export function hasEntryTag(text: string): boolean {
  return new RegExp(`<${ENTRY_TAG}[\\s/>]`).test(text.replace(/<!--[\s\S]*?-->/g, ''))
}
