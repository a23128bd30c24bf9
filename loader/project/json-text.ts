import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { type Detail, LoaderError } from '../errors'

/** JSON as projects have it: possibly with a byte-order mark, comments and trailing commas. */
export interface JsonText {
  /** The text with the byte-order mark, if there is one. */
  text: string
  /** The syntax tree; its offsets count from after the byte-order mark. */
  tree: Node
  /** 1 when the text starts with a byte-order mark, else 0: what to add to an offset of the tree. */
  shift: 0 | 1
}

/**
 * Decodes and parses JSON. `file` is how messages name it.
 * Throws `broken-encoding` when the bytes are not UTF-8 and `broken-json` with the place of the first fault.
 */
export function parseJsonText(bytes: Buffer, file: string): JsonText {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw new LoaderError('broken-encoding', { file })
  const shift = text.startsWith('\uFEFF') ? 1 : 0
  const body = text.slice(shift)
  const errors: ParseError[] = []
  const tree = parse(body, errors, file)
  const first = errors[0]
  if (first !== undefined || tree === undefined) throw brokenJson(body, first, file)
  return { text, tree, shift }
}

function parse(body: string, errors: ParseError[], file: string): Node | undefined {
  try {
    return parseTree(body, errors, { allowTrailingComma: true })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new LoaderError('broken-json', {
      file,
      line: '1',
      column: '1',
      reason: { zh: '嵌套太深', en: 'it is nested too deeply' },
    })
  }
}

function brokenJson(body: string, error: ParseError | undefined, file: string): LoaderError {
  const before = body.slice(0, error?.offset ?? 0).split(/\r\n|\r|\n/)
  return new LoaderError('broken-json', {
    file,
    line: String(before.length),
    column: String((before.at(-1)?.length ?? 0) + 1),
    reason: body.trim() === '' ? { zh: '文件是空的', en: 'the file is empty' } : reasonOf(error),
  })
}

// By the names that jsonc-parser gives its errors.
const reasons: Readonly<Record<string, Detail>> = {
  CommaExpected: { zh: '缺少逗号', en: 'a comma is missing' },
  ColonExpected: { zh: '缺少冒号', en: 'a colon is missing' },
  CloseBraceExpected: { zh: '缺少 }', en: '} is missing' },
  CloseBracketExpected: { zh: '缺少 ]', en: '] is missing' },
  PropertyNameExpected: { zh: '这里应为属性名', en: 'a property name is expected here' },
  ValueExpected: { zh: '这里应为一个值', en: 'a value is expected here' },
  EndOfFileExpected: { zh: '结尾之后还有内容', en: 'something follows the end' },
  UnexpectedEndOfString: { zh: '字符串没有结束', en: 'a string does not end' },
  UnexpectedEndOfComment: { zh: '注释没有结束', en: 'a comment does not end' },
}

function reasonOf(error: ParseError | undefined): Detail {
  const known = error && reasons[printParseErrorCode(error.error)]
  return known ?? { zh: '这里的字符不合语法', en: 'this character does not belong here' }
}

/** The value of `key` in an object node, the last one if the key is repeated, as WeChat's own parser takes it. */
export function valueAt(object: Node, key: string): Node | undefined {
  return object.children?.findLast((property) => property.children?.[0]?.value === key)?.children?.[1]
}

/** The string value of `key` in an object node. */
export function stringOf(object: Node, key: string): string | undefined {
  const value = valueAt(object, key)?.value
  return typeof value === 'string' ? value : undefined
}
