import { minifySync } from '@swc/core'
import ts from 'typescript'
import { type Edit, edited } from './edits.ts'

/**
 * A wxs module with short names inside, and one line for each function; wxs is a part of ES5.
 * @throws Error for a backslash, which WeChat's compiler of wxs spoils
 */
export function leanWxs(text: string): string {
  const { code } = minifySync(text, { compress: false, mangle: { toplevel: true }, ecma: 5, module: false })
  const plain = code.replace(/(\\u[0-9a-f]{4})+/gi, (escaped) => JSON.parse(`"${escaped}"`))
  if (plain.includes('\\')) throw new Error(`No backslash may stand in wxs: ${plain}`)
  const file = ts.createSourceFile('module.js', plain, ts.ScriptTarget.ES5, true, ts.ScriptKind.JS)
  return file.statements.map((statement) => written(file, statement).replace(/;$/, '')).join('\n')
}

/** A statement with its numbers written out: the compiler of WeChat does not know 864e5. */
function written(file: ts.SourceFile, statement: ts.Statement): string {
  const start = statement.getStart(file)
  const edits: Edit[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isNumericLiteral(node)) {
      edits.push({ start: node.getStart(file) - start, end: node.end - start, text: String(Number(node.text)) })
    }
    ts.forEachChild(node, visit)
  }
  visit(statement)
  return edited(statement.getText(file), edits)
}
