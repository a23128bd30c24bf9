import type { Plugin } from 'rollup'
import ts from 'typescript'
import { type Edit, edited } from './edits.ts'

const TEXTS = /[\\/]texts[\\/]texts\.ts$/

/** Stands between the texts in the built file, and in none of them. */
const BAR = '|'

/** Writes the two languages of `texts/texts.ts` as one list, so that the name of every text is there once. */
export function packedTexts(): Plugin {
  return {
    name: 'packed-texts',
    transform: (code, id) => (TEXTS.test(id) ? { code: packed(code), map: null } : null),
  }
}

/**
 * @param code a module in plain JavaScript with `const zh = { … }` and `const en = { … }`, texts by name
 * @throws Error when a text is missing in a language, or has a bar in it
 */
export function packed(code: string): string {
  const file = ts.createSourceFile('texts.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS)
  const zh = languageIn(file, 'zh')
  const en = languageIn(file, 'en')
  const names = [...zh.texts.keys()]
  const words = names.flatMap((name) => [name, zh.texts.get(name), en.texts.get(name)])
  if (en.texts.size !== names.length || words.some((word) => word === undefined || word.includes(BAR))) {
    throw new Error('texts.ts cannot be packed: a text is missing, or has a bar in it')
  }
  const list = `'${JSON.stringify(words.join(BAR)).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  const unpacked = `const zh = {}, en = {};
${list}.split('${BAR}').forEach((name, at, all) => {
  if (at % 3 === 0) {
    zh[name] = all[at + 1];
    en[name] = all[at + 2];
  }
});`
  return edited(code, [
    { ...zh.place, text: unpacked },
    { ...en.place, text: '' },
  ])
}

/** The texts of a language, and where the statement stands that has them. */
function languageIn(file: ts.SourceFile, name: string): { texts: Map<string, string>; place: Omit<Edit, 'text'> } {
  for (const statement of file.statements) {
    const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : undefined
    const value = declared?.initializer
    if (!value || !ts.isObjectLiteralExpression(value) || declared.name.getText(file) !== name) continue
    const texts = new Map<string, string>()
    for (const part of value.properties) {
      if (!ts.isPropertyAssignment(part) || !ts.isStringLiteralLike(part.initializer)) {
        throw new Error(`texts.ts cannot be packed: ${part.getText(file)}`)
      }
      texts.set(part.name.getText(file), part.initializer.text)
    }
    return { texts, place: { start: statement.getStart(file), end: statement.end } }
  }
  throw new Error(`texts.ts cannot be packed: no ${name}`)
}
