import type { Plugin } from 'rollup'
import ts from 'typescript'

/** A piece of text that gets another text. */
interface Edit {
  start: number
  end: number
  text: string
}

const DECLARED = /\bprivate\s+(?:readonly\s+|async\s+|get\s+|set\s+)*(\w+)/g

/** The names of all private members in the source of a module. */
export const privatesIn = (source: string): string[] => [
  ...new Set([...source.matchAll(DECLARED)].map(([, name = '']) => name)),
]

/**
 * Gives members that TypeScript declares private short names, which no minifier can do: it does not know that they are
 * nobody else's. Only what is reached through `this` is renamed, so that everything else of the same name is safe.
 * @returns two plugins, to stand before and after the one that takes the types away
 */
export function shortPrivates(): { before: Plugin; after: Plugin } {
  const privates = new Map<string, string[]>()
  return {
    before: {
      name: 'find-privates',
      transform(source, id) {
        if (id.endsWith('.ts')) privates.set(id, privatesIn(source))
        return null
      },
    },
    after: {
      name: 'short-privates',
      transform(code, id) {
        const names = privates.get(id) ?? []
        return names.length === 0 ? null : { code: shorten(code, names), map: null }
      },
    },
  }
}

/**
 * @param code plain JavaScript
 * @param names of members of its classes, in the order of their new names
 */
export function shorten(code: string, names: readonly string[]): string {
  const short = new Map(names.map((name, index) => [name, `_${index.toString(36)}`]))
  const edits: Edit[] = []
  const file = ts.createSourceFile('chunk.js', code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS)
  const rename = (name: ts.Node, write: (short: string) => string = (text) => text): void => {
    const text = ts.isIdentifier(name) ? short.get(name.text) : undefined
    if (text !== undefined) edits.push({ start: name.getStart(file), end: name.end, text: write(text) })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) rename(node.name)
    else if (ts.isClassElement(node) && node.name) rename(node.name)
    else if (ts.isVariableDeclaration(node) && node.initializer?.kind === ts.SyntaxKind.ThisKeyword) {
      const { name } = node
      for (const part of ts.isObjectBindingPattern(name) ? name.elements : []) {
        const key = part.propertyName ?? part.name
        rename(key, (text) => (part.propertyName ? text : `${text}: ${key.getText(file)}`))
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), code)
}
