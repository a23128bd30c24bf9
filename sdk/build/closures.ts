import type { Plugin } from 'rollup'
import ts from 'typescript'
import { type Edit, edited } from './edits.ts'

/** The private members of each class of a module, by the name of the class. */
export type Privates = ReadonlyMap<string, ReadonlySet<string>>

/** What `this` is called in a closure; no source has a `$` in a name. */
const SELF = '$this'

/**
 * Writes classes as functions that make an object: private members become variables and functions of the closure, which
 * a minifier gives one letter, where it must keep `this.` and every name of a member of a class. The sources stay
 * classes. Only for those that extend nothing, have something private and nothing static: there are no others here.
 * @returns two plugins, to stand before and after the one that takes the types away
 */
export function closures(): { before: Plugin; after: Plugin } {
  const privates = new Map<string, Privates>()
  return {
    before: {
      name: 'find-privates',
      transform(source, id) {
        if (id.endsWith('.ts')) privates.set(id, privatesIn(source))
        return null
      },
    },
    after: {
      name: 'closures',
      transform(code, id) {
        const known = privates.get(id)
        return known === undefined || known.size === 0 ? null : { code: withClosures(code, known), map: null }
      },
    },
  }
}

/** The private members of the classes in the source of a module; classes without any are left as they are. */
export function privatesIn(source: string): Privates {
  const found = new Map<string, Set<string>>()
  const file = parsed(source, ts.ScriptKind.TS)
  for (const node of file.statements) {
    if (!ts.isClassDeclaration(node)) continue
    const parameters = node.members.filter(ts.isConstructorDeclaration).flatMap((part) => [...part.parameters])
    const names = [...node.members, ...parameters].filter(isPrivate).map((part) => part.name?.getText(file) ?? '')
    if (names.length > 0) found.set(node.name?.text ?? '', new Set(names))
  }
  return found
}

const isPrivate = (node: ts.ClassElement | ts.ParameterDeclaration): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)

/**
 * @param code a module in plain JavaScript
 * @throws Error for a class that cannot be written so
 */
export function withClosures(code: string, privates: Privates): string {
  const file = parsed(code, ts.ScriptKind.JS)
  const edits = file.statements.filter(ts.isClassDeclaration).flatMap((node) => {
    const names = privates.get(node.name?.text ?? '')
    return names ? [{ start: node.getStart(file), end: node.end, text: closure(file, node, names) }] : []
  })
  return edited(code, edits)
}

const parsed = (text: string, kind: ts.ScriptKind): ts.SourceFile =>
  ts.createSourceFile('module', text, ts.ScriptTarget.ES2022, true, kind)

function closure(file: ts.SourceFile, node: ts.ClassDeclaration, privates: ReadonlySet<string>): string {
  if (node.heritageClauses) throw new Error(`${node.name?.text} extends a class`)
  const getters = new Set<string>()
  for (const part of node.members) if (ts.isGetAccessor(part)) getters.add(part.name.getText(file))
  const member = (name: string): string =>
    privates.has(name) ? `$${name}${getters.has(name) ? '()' : ''}` : `${SELF}.${name}`
  const write = (part: ts.Node, from = part.getStart(file), kept?: ReadonlySet<string>): string =>
    edited(part.getText(file).slice(from - part.getStart(file)), editsIn(file, part, member, from, kept))

  const shared: string[] = []
  const functions: string[] = []
  const undeclared = new Set(privates)
  let parameters = ''
  let make: string[] = []
  for (const part of node.members) {
    const name = part.name?.getText(file) ?? ''
    if (ts.isConstructorDeclaration(part)) {
      const given = part.parameters.map((parameter) => parameter.name.getText(file))
      const statements = part.body?.statements ?? []
      // `this.name = name`: the parameter itself is the variable
      const kept = new Set(given.filter((one) => privates.has(one) && statements.some((line) => keeps(line, one))))
      const rest = statements.filter((line) => !given.some((one) => kept.has(one) && keeps(line, one)))
      const first = rest.findIndex((line) => assignmentOf(line).value === undefined)
      parameters = given.map((one) => (kept.has(one) && undeclared.delete(one) ? `$${one}` : one)).join(', ')
      make = rest.map((line, index) => {
        const { name: set, value } = assignmentOf(line)
        const text = write(line, undefined, kept)
        if (value === undefined) return text
        if ((first < 0 || index < first) && !privates.has(set) && !mentionsThis(value)) {
          shared.push(`${set}: ${write(value, undefined, kept)}`)
          return ''
        }
        return undeclared.delete(set) ? `let ${text}` : text
      })
    } else if ((ts.isMethodDeclaration(part) || ts.isGetAccessor(part)) && part.body) {
      const isAsync = part.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ? 'async ' : ''
      if (undeclared.delete(name)) functions.push(`${isAsync}function $${name}${write(part, part.name.end)}`)
      else shared.push(write(part))
    } else throw new Error(`${node.name?.text} has a member that no closure can have: ${part.getText(file)}`)
  }
  return [
    `${ts.getModifiers(node)?.length ? 'export ' : ''}function ${node.name?.text}(${parameters}) {`,
    `let ${[...undeclared].map((name) => `$${name}, `).join('')}${SELF} = {\n${shared.join(',\n')}\n}`,
    ...make,
    `return ${SELF}`,
    ...functions,
    '}',
  ].join('\n')
}

/** `this.name = value`. */
function assignmentOf(statement: ts.Statement): { name: string; value?: ts.Expression } {
  const expression = ts.isExpressionStatement(statement) ? statement.expression : undefined
  if (!expression || !ts.isBinaryExpression(expression)) return { name: '' }
  const { left, right, operatorToken } = expression
  const isSet = operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(left)
  return isSet && isThis(left.expression) ? { name: left.name.text, value: right } : { name: '' }
}

const keeps = (statement: ts.Statement, name: string): boolean => {
  const { name: set, value } = assignmentOf(statement)
  return set === name && value !== undefined && ts.isIdentifier(value) && value.text === name
}

const mentionsThis = (node: ts.Node): boolean => isThis(node) || (ts.forEachChild(node, mentionsThis) ?? false)

/**
 * What is said of `this` in a part of a class, said of its closure; places are counted from `offset`.
 * @param kept parameters that are variables of the closure
 */
function editsIn(
  file: ts.SourceFile,
  part: ts.Node,
  member: (name: string) => string,
  offset: number,
  kept: ReadonlySet<string> = new Set(),
): Edit[] {
  const edits: Edit[] = []
  const put = (node: ts.Node, text: string) =>
    edits.push({ start: node.getStart(file) - offset, end: node.end - offset, text })
  const visit = (node: ts.Node, owns: boolean): void => {
    if (ts.isPropertyAccessExpression(node) && isThis(node.expression) && !node.questionDotToken) {
      if (!owns) throw new Error(`another "this": ${node.parent.getText(file)}`)
      put(node, member(node.name.text))
    } else if (ts.isVariableDeclaration(node) && node.initializer && isThis(node.initializer)) {
      put(node, taken(file, node.name, member))
    } else if (isThis(node)) {
      if (!owns) throw new Error(`another "this": ${node.parent.getText(file)}`)
      put(node, SELF)
    } else if (ts.isIdentifier(node) && kept.has(node.text)) {
      put(node, asVariable(node))
    } else {
      const isOther = node !== part && ts.isFunctionLike(node) && !ts.isArrowFunction(node)
      ts.forEachChild(node, (child) => visit(child, owns && !isOther))
    }
  }
  visit(part, true)
  return edits
}

/** The parameter `name` as the variable `$name`, wherever it is meant. */
function asVariable(node: ts.Identifier): string {
  const { text, parent } = node
  const isBound = ts.isBindingElement(parent) && parent.propertyName === undefined
  if (isBound || ts.isShorthandPropertyAssignment(parent)) return `${text}: $${text}`
  const isName =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  return isName ? text : `$${text}`
}

/** `{ a, b: c } = this`, one after the other. */
function taken(file: ts.SourceFile, pattern: ts.BindingName, member: (name: string) => string): string {
  if (!ts.isObjectBindingPattern(pattern)) return `${pattern.getText(file)} = ${SELF}`
  return pattern.elements
    .map(({ name, propertyName, initializer, dotDotDotToken }) => {
      if (initializer || dotDotDotToken) throw new Error(`no closure has ${pattern.getText(file)}`)
      return `${name.getText(file)} = ${member((propertyName ?? name).getText(file))}`
    })
    .join(', ')
}

const isThis = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.ThisKeyword
