import ts from 'typescript'

/** One small fault put into a source. */
export interface Mutant {
  /** counted from 1 */
  line: number
  start: number
  end: number
  /** what stands there instead */
  text: string
}

const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
])

/**
 * All small faults that can be put into a module: an operator turned round, a condition that always or never holds, a
 * boolean or a bound that is another one, a statement that is not there.
 */
export function mutantsOf(source: string): Mutant[] {
  const file = ts.createSourceFile('module.ts', source, ts.ScriptTarget.ES2022, true)
  const found: Mutant[] = []
  const add = (node: ts.Node, text: string): void => {
    const start = node.getStart(file)
    found.push({ line: file.getLineAndCharacterOfPosition(start).line + 1, start, end: node.end, text })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return
    for (const [at, text] of replacements(node)) add(at, text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function replacements(node: ts.Node): [ts.Node, string][] {
  if (ts.isBinaryExpression(node)) {
    const other = OPERATORS.get(node.operatorToken.kind)
    return other === undefined || isText(node.left) || isText(node.right) ? [] : [[node.operatorToken, other]]
  }
  if (ts.isIfStatement(node)) {
    return [
      [node.expression, 'true'],
      [node.expression, 'false'],
    ]
  }
  if (ts.isConditionalExpression(node)) {
    return [
      [node.condition, 'true'],
      [node.condition, 'false'],
    ]
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [[node, node.operand.getText()]]
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [[node, 'false']]
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [[node, 'true']]
  if (ts.isExpressionStatement(node) && isEffect(node.expression)) return [[node, ';']]
  return []
}

/** A call, an assignment or a deletion: what is missed when it is not done. */
const isEffect = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) || ts.isBinaryExpression(node) || ts.isAwaitExpression(node) || ts.isDeleteExpression(node)

/** `+` of texts has no minus. */
const isText = (node: ts.Node): boolean => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
