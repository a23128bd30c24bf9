import type { Node } from 'jsonc-parser'
import { hasLineBreak, indentAt, lineEndingAt } from './text-layout'

/** Where and what to write, in characters of the text. */
export interface TextEdit {
  offset: number
  removed: string
  inserted: string
}

/** The layout at the place of insertion, for rendering the new child as its neighbours are written. */
export interface ChildLayout {
  eol: string
  /** The indentation of the line the child starts on. */
  indent: string
  /** Whether the child goes on one line. */
  inline: boolean
  /** What stands between a key and its value, and between items on one line: a space, or nothing in minified text. */
  space: string
}

/**
 * The single edit that appends a child to an array or object. Comments, trailing commas, indentation and line endings
 * around it stay as they are. `indentUnit` is one level of indentation.
 */
export function appendToJson(
  text: string,
  container: Node,
  indentUnit: string,
  render: (layout: ChildLayout) => string,
): TextEdit {
  const last = container.children?.at(-1)
  return last ? afterLast(text, container, last, render) : intoEmpty(text, container, indentUnit, render)
}

function afterLast(text: string, container: Node, last: Node, render: (layout: ChildLayout) => string): TextEdit {
  const end = last.offset + last.length
  const eol = lineEndingAt(text, last.offset)
  const indent = indentAt(text, last.offset)
  const space = spaceOf(text)
  const gap = gapBefore(text, container, last)
  const ownLine = hasLineBreak(gap)
  const inline = ownLine ? isInlineAmongLines(text, container, last) : !hasLineBreak(text.slice(last.offset, end))
  const separator = ownLine ? eol + indent : space
  const child = render({ eol, indent, inline, space })
  const tail = tailOf(text, end)
  const lead = tail.endsLine ? eol + indent : separator
  if (tail.hasComma) return { offset: tail.end, removed: '', inserted: `${lead}${child},` }
  // The comma goes before the comment, so that the comment stays on the line of the child it speaks of.
  const removed = tail.hasComment ? text.slice(end, tail.end) : ''
  return { offset: end, removed, inserted: `,${removed}${lead}${child}` }
}

// Properties of an object are laid out in lines whatever their values look like; items of a list follow the last item.
function isInlineAmongLines(text: string, container: Node, last: Node): boolean {
  return container.type === 'array' && !hasLineBreak(text.slice(last.offset, last.offset + last.length))
}

function intoEmpty(
  text: string,
  container: Node,
  indentUnit: string,
  render: (layout: ChildLayout) => string,
): TextEdit {
  const start = container.offset + 1
  const close = container.offset + container.length - 1
  const inside = text.slice(start, close)
  const space = spaceOf(text)
  if (!hasLineBreak(text)) {
    const child = render({ eol: '\n', indent: '', inline: true, space })
    return { offset: close, removed: '', inserted: child }
  }
  const eol = lineEndingAt(text, container.offset)
  const outer = indentAt(text, container.offset)
  const indent = outer + indentUnit
  const child = render({ eol, indent, inline: false, space })
  const comments = inside.trimEnd()
  const offset = start + comments.length
  return { offset, removed: inside.slice(comments.length), inserted: `${eol}${indent}${child}${eol}${outer}` }
}

/** The white space between the last child and what stands before it: a comma, or the opening bracket. */
function gapBefore(text: string, container: Node, last: Node): string {
  const children = container.children ?? []
  const previous = children.at(-2)
  const from = previous ? previous.offset + previous.length : container.offset + 1
  return text.slice(from, last.offset).replace(',', '')
}

const tailPattern = /(?:[ \t]*(?:,|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*))*/y

/** What follows the last child on its own line: a trailing comma, comments. */
function tailOf(text: string, from: number) {
  tailPattern.lastIndex = from
  const tail = tailPattern.exec(text)?.[0] ?? ''
  const code = tail.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  return {
    end: from + tail.length,
    hasComma: code.includes(','),
    hasComment: code !== tail,
    // After a line comment, nothing more can stand on the line.
    endsLine: /\/\/[^\r\n]*$/.test(tail.replace(/\/\*[\s\S]*?\*\//g, '')),
  }
}

// Minified text has nothing after its colons.
function spaceOf(text: string): string {
  return /":[^\s]/.test(text) && !/":\s/.test(text) ? '' : ' '
}
