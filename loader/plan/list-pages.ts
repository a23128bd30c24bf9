import { getNodeValue } from 'jsonc-parser'
import { LoaderError } from '../errors'
import { parseJsonText } from '../project/json-text'
import { isPlainRelative } from '../project/safe-path'
import type { Entry } from '../project/snapshot'

/**
 * The pages of an app.json, those of the main package first, as paths from the mini-program root without an extension.
 * `file` is how messages name it. Throws `not-a-mini-program`, `broken-json`, `broken-encoding`.
 */
export function listPages(appJson: Entry | undefined, file: string): string[] {
  if (appJson?.kind !== 'file') throw new LoaderError('not-a-mini-program', { path: file, searched: file })
  const app: unknown = getNodeValue(parseJsonText(appJson.bytes, file).tree)
  const main = textsAt(app, 'pages')
  const others = ['subPackages', 'subpackages'].flatMap((key) =>
    listAt(app, key).flatMap((item) => textsAt(item, 'pages').map((page) => `${textAt(item, 'root')}/${page}`)),
  )
  const pages = [...main, ...others].map((page) => page.replaceAll(/\/{2,}/g, '/').replace(/^(\.?\/)+/, ''))
  return [...new Set(pages)].filter(isPlainRelative)
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined
}

function listAt(value: unknown, key: string): unknown[] {
  const list = fieldOf(value, key)
  return Array.isArray(list) ? list : []
}

function textsAt(value: unknown, key: string): string[] {
  return listAt(value, key).filter((item) => typeof item === 'string')
}

function textAt(value: unknown, key: string): string {
  const text = fieldOf(value, key)
  return typeof text === 'string' ? text : ''
}
