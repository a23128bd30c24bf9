import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** What a host may rely on of one component, read from its source. */
export interface ComponentApi {
  name: string
  about: string
  properties: { name: string; type: string; fallback: string; about: string }[]
  events: { name: string; about: string }[]
  /** names of slots; empty for the one without a name */
  slots: string[]
  externalClasses: string[]
  /** events that the script triggers */
  triggered: string[]
}

/** Names of the folders that hold a component. */
export const componentNames = (root: string): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, `${entry.name}.wxml`)))
    .map(({ name }) => name)
    .sort()

/**
 * Reads script and template of a component; its comments become the descriptions.
 * @throws Error when the script calls no `Component({ … })`
 */
export function componentApi(folder: string, name: string): ComponentApi {
  const script = readFileSync(join(folder, `${name}.ts`), 'utf8')
  const template = readFileSync(join(folder, `${name}.wxml`), 'utf8')
  const file = ts.createSourceFile(`${name}.ts`, script, ts.ScriptTarget.ES2022, true)
  const { statement, options } = componentCall(file)
  return {
    name,
    about: aboutOf(statement),
    properties: literalOf(options, 'properties', ts.isObjectLiteralExpression)
      .flatMap(({ properties }) => [...properties])
      .filter(ts.isPropertyAssignment)
      .map(propertyOf),
    events: ts
      .getJSDocTags(statement)
      .filter(({ tagName }) => tagName.text === 'event')
      .map((tag) => /^(\w+)\s*([\s\S]*)$/.exec(plain(tag.comment)))
      .map((words) => ({ name: words?.[1] ?? '', about: words?.[2] ?? '' })),
    slots: [...template.matchAll(/<slot(?: name="([\w-]+)")? \/>/g)].map(([, slot = '']) => slot),
    externalClasses: literalOf(options, 'externalClasses', ts.isArrayLiteralExpression)
      .flatMap(({ elements }) => [...elements])
      .filter(ts.isStringLiteral)
      .map(({ text }) => text),
    triggered: [...new Set(triggeredIn(file))],
  }
}

/** The statement `Component({ … })`, and what it is called with. */
function componentCall(file: ts.SourceFile): { statement: ts.Statement; options: ts.ObjectLiteralExpression } {
  for (const statement of file.statements) {
    const call = ts.isExpressionStatement(statement) ? statement.expression : undefined
    if (!call || !ts.isCallExpression(call) || call.expression.getText() !== 'Component') continue
    const [options] = call.arguments
    if (options && ts.isObjectLiteralExpression(options)) return { statement, options }
  }
  throw new Error(`${file.fileName} makes no component`)
}

/** The value of a field, as a list of one, if it is there and of this kind. */
function literalOf<Kind extends ts.Expression>(
  literal: ts.ObjectLiteralExpression,
  name: string,
  isKind: (node: ts.Node) => node is Kind,
): Kind[] {
  return literal.properties
    .filter(ts.isPropertyAssignment)
    .filter((field) => field.name.getText() === name)
    .map(({ initializer }) => initializer)
    .filter(isKind)
}

/** `String`, or the type alone. */
function propertyOf(field: ts.PropertyAssignment): ComponentApi['properties'][number] {
  const { initializer } = field
  const about = aboutOf(field)
  const name = field.name.getText()
  if (!ts.isObjectLiteralExpression(initializer)) {
    const type = initializer.getText()
    return { name, type, fallback: FALLBACKS[type] ?? '', about }
  }
  const [type] = literalOf(initializer, 'type', ts.isIdentifier)
  const [value] = literalOf(initializer, 'value', isPlainValue)
  return { name, type: type?.text ?? '', fallback: value?.getText() ?? '', about }
}

/** What WeChat gives a property of which only the type is said. */
const FALLBACKS: Record<string, string> = { String: "''", Number: '0', Boolean: 'false' }

const isPlainValue = (node: ts.Node): node is ts.Expression =>
  ts.isStringLiteral(node) || /^(-?\d+|true|false)$/.test(node.getText())

/** The first words of the comment before a node, on one line. */
const aboutOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map(({ comment }) => plain(comment))
    .join(' ')

const plain = (comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string =>
  (ts.getTextOfJSDocComment(comment) ?? '').replace(/\s*\n\s*/g, ' ').trim()

/** Names of the events that a script triggers. */
function triggeredIn(node: ts.Node): string[] {
  const isTrigger =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'triggerEvent'
  const [name] = isTrigger ? node.arguments : []
  const inside: string[] = []
  ts.forEachChild(node, (child) => {
    inside.push(...triggeredIn(child))
  })
  return name && ts.isStringLiteral(name) ? [name.text, ...inside] : inside
}

const cell = (text: string): string => text.replace(/\|/g, '\\|')
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return rows.length === 0 ? '' : [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

/** The page about a component. */
export function componentReadme(api: ComponentApi): string {
  const tag = `ccc-${api.name}`
  const parts = [
    `# ${tag}`,
    api.about,
    `\`\`\`json\n{ "usingComponents": { "${tag}": "/ccc/components/${api.name}/${api.name}" } }\n\`\`\``,
    table(
      ['property', 'type', 'default', 'meaning'],
      api.properties.map(({ name, type, fallback, about }) => [
        `\`${kebab(name)}\``,
        type,
        fallback ? `\`${fallback}\`` : '',
        about,
      ]),
    ),
    table(
      ['event', 'detail'],
      api.events.map(({ name, about }) => [`\`${name}\``, about]),
    ),
    table(
      ['slot', 'place'],
      api.slots.map((slot) => (slot ? [`\`${slot}\``, `at the ${slot}`] : ['(default)', 'at its end'])),
    ),
    table(
      ['external class', 'on'],
      api.externalClasses.map((external) => [`\`${external}\``, `every ${external.replace('-class', '')}`]),
    ),
    'Looks: the variables in [styles](../../styles/README.md). This page is written from the source by `npm run readmes -w sdk`.',
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** The page about the variables of `tokens.wxss`: each with its light and its dark value. */
export function stylesReadme(tokens: string): string {
  const [light = '', dark = ''] = tokens.split('@media')
  const darks = new Map(
    [...dark.matchAll(/var\(--ccc-([\w-]+)-dark, var\(--ccc-[\w-]+, (.+?)\)\);/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
  const rows = [...light.matchAll(/var\(--ccc-([\w-]+), (.+?)\)(?: \* .+?\))?;(?: \/\* (.+?) \*\/)?/g)].map(
    ([, name = '', value = '', about = '']) => [`\`--ccc-${name}\``, value, darks.get(name) ?? '', about],
  )
  return `# Looks

Every colour, radius, size and font is a variable, to be set on \`page\` or on any element around the chat. In dark mode a name with
\`-dark\` at its end is looked for first: \`--ccc-own-dark\`. Three recolour the whole chat: \`--ccc-bg\`, \`--ccc-own\`,
\`--ccc-accent\`. \`--ccc-scale\`, 1 to 1.4, makes words larger; \`ccc-chat\` takes it from WeChat's own font size.

${table(['variable', 'light', 'dark', 'of'], rows)}

This page is written from \`tokens.wxss\` by \`npm run readmes -w sdk\`.
`
}
