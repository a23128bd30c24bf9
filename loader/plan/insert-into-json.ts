import { isDeepStrictEqual } from 'node:util'
import { getNodeValue, type Node, parseTree } from 'jsonc-parser'
import type { JsonText } from '../project/json-text'
import { appendToJson, type ChildLayout } from './append-to-json'
import type { Splice } from './plan'
import { indentAt } from './text-layout'

/** A value to add to the list or object `key` of the outermost object; a property of it has a name. */
export interface JsonAddition {
  key: string
  name?: string
  value: unknown
}

/**
 * The splice that adds a value to the list or object under a key, in the layout of its surroundings; `container` is the
 * node of that list or object, and without one the key is added too.
 */
export function insertIntoJson(json: JsonText, container: Node | undefined, addition: JsonAddition): Splice {
  const { key, name, value } = addition
  const { tree, shift } = json
  const body = json.text.slice(shift)
  const unit = indentUnitOf(body, tree)
  const child = (layout: ChildLayout) =>
    name === undefined ? renderJson(value, layout, unit) : `"${name}":${layout.space}${renderJson(value, layout, unit)}`
  const whole = name === undefined ? [value] : { [name]: value }
  const edit = container
    ? appendToJson(body, container, unit, child)
    : appendToJson(body, tree, unit, (layout) => `"${key}":${layout.space}${renderJson(whole, layout, unit)}`)
  const result = body.slice(0, edit.offset) + edit.inserted + body.slice(edit.offset + edit.removed.length)
  confirm(tree, container, addition, result)
  return {
    offset: Buffer.byteLength(json.text.slice(0, shift + edit.offset)),
    removed: edit.removed,
    inserted: edit.inserted,
  }
}

// JSON in the layout of its surroundings.
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
function confirm(tree: Node, container: Node | undefined, { key, name, value }: JsonAddition, text: string): void {
  const result = parseTree(text)
  const before: Record<string, unknown> = getNodeValue(tree)
  const inside: unknown = container ? getNodeValue(container) : undefined
  const after =
    name === undefined
      ? [...(Array.isArray(inside) ? inside : []), value]
      : { ...(typeof inside === 'object' ? inside : {}), [name]: value }
  if (!result || !isDeepStrictEqual(toPlain(getNodeValue(result)), toPlain({ ...before, [key]: after }))) {
    throw new Error('a JSON file would not have come out as planned')
  }
}

function toPlain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
