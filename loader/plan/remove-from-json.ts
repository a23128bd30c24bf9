import type { Node } from 'jsonc-parser'
import type { TextEdit } from './append-to-json'

/**
 * The edit that takes a child out of a list or object, with the comma that joined it to its neighbours, or undefined
 * when comments stand in between and belong to somebody.
 */
export function removeFromJson(text: string, child: Node): TextEdit | undefined {
  const siblings = child.parent?.children ?? []
  const index = siblings.indexOf(child)
  const next = siblings[index + 1]
  const previous = siblings[index - 1]
  const end = child.offset + child.length
  if (previous) {
    const from = previous.offset + previous.length
    return isJoint(text.slice(from, child.offset)) ? cut(text, from, end) : undefined
  }
  if (next) return isJoint(text.slice(end, next.offset)) ? cut(text, child.offset, next.offset) : undefined
  const parent = child.parent
  if (!parent) return undefined
  const inside = [parent.offset + 1, parent.offset + parent.length - 1] as const
  const rest = text.slice(inside[0], child.offset) + text.slice(end, inside[1])
  return /^[\s,]*$/.test(rest) ? cut(text, ...inside) : undefined
}

function isJoint(text: string): boolean {
  return /^\s*,\s*$/.test(text)
}

function cut(text: string, from: number, to: number): TextEdit {
  return { offset: from, removed: text.slice(from, to), inserted: '' }
}
