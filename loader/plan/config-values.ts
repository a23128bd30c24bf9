import type { Settings } from '../settings'

/** The settings in the order in which `ccc-config.js` has them. */
export const settingKeys = ['sdkAppId', 'ivrId', 'serverUrl'] as const

type Key = (typeof settingKeys)[number]

interface Literal {
  offset: number
  length: number
  value: string
  isNumber: boolean
}

// One token of JavaScript, as far as it matters here: comments and strings are skipped as a whole, so that nothing
// inside them is taken for a setting.
const token =
  /\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\r\n])*'|"(?:\\.|[^"\\\r\n])*"|`(?:\\.|[^`\\])*`|\d[\w.]*|[A-Za-z_$][\w$]*|[^\s]/g

/**
 * The literal values of the settings in the text of `ccc-config.js`, by key. A key is left out when it is not there
 * exactly once with a plain number or string as its whole value: then nobody can say safely what it means.
 */
function findLiterals(text: string): Partial<Record<Key, Literal>> {
  const tokens = [...text.matchAll(token)].filter(([word]) => !/^\/[/*]/.test(word))
  const found: Partial<Record<Key, Literal>> = {}
  const seen = new Set<Key>()
  tokens.forEach(([word], index) => {
    const key = settingKeys.find((each) => each === unquote(word))
    if (key === undefined || tokens[index + 1]?.[0] !== ':') return
    const value = tokens[index + 2]
    const next = tokens[index + 3]?.[0]
    const plain = value !== undefined && (next === ',' || next === '}') ? unquoteLiteral(value[0]) : undefined
    if (seen.has(key) || value === undefined || plain === undefined) delete found[key]
    else found[key] = { offset: value.index, length: value[0].length, value: plain, isNumber: /^\d/.test(value[0]) }
    seen.add(key)
  })
  return found
}

/** Reads the settings from the text of `ccc-config.js`, as far as they are plain literals. */
export function readConfigValues(text: string): Partial<Record<Key, string>> {
  const literals = findLiterals(text)
  const values: Partial<Record<Key, string>> = {}
  for (const key of settingKeys) {
    const literal = literals[key]
    if (literal) values[key] = literal.value
  }
  return values
}

/** The same, a number as a number. */
export function readConfigLiterals(text: string): Partial<Record<Key, string | number>> {
  const literals = findLiterals(text)
  const values: Partial<Record<Key, string | number>> = {}
  for (const key of settingKeys) {
    const literal = literals[key]
    const number = literal?.isNumber ? Number(literal.value) : Number.NaN
    if (literal) values[key] = Number.isSafeInteger(number) ? number : literal.value
  }
  return values
}

/**
 * Writes settings into the text of `ccc-config.js`, changing nothing but the values that differ.
 * `missing` names the settings that differ and cannot be written safely.
 */
export function writeConfigValues(text: string, settings: Partial<Settings>): { text: string; missing: Key[] } {
  const literals = findLiterals(text)
  const missing: Key[] = []
  let result = text
  // From the back, so that the offsets found stay true.
  const byOffset = [...settingKeys].sort((a, b) => (literals[b]?.offset ?? 0) - (literals[a]?.offset ?? 0))
  for (const key of byOffset) {
    const literal = literals[key]
    const value = settings[key]
    if (value === undefined) continue
    if (!literal) missing.push(key)
    else if (literal.value !== String(value)) {
      const { offset, length } = literal
      result = result.slice(0, offset) + render(value, text[offset]) + result.slice(offset + length)
    }
  }
  return { text: result, missing }
}

/** The smallest splice, in characters, that turns one text into the other. */
export function differenceOf(before: string, after: string): { offset: number; removed: string; inserted: string } {
  let offset = 0
  while (offset < before.length && before[offset] === after[offset]) offset += 1
  let end = 0
  const most = Math.min(before.length, after.length) - offset
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return {
    offset,
    removed: before.slice(offset, before.length - end),
    inserted: after.slice(offset, after.length - end),
  }
}

function render(value: string | number, quote: string | undefined): string {
  if (typeof value === 'number') return String(value)
  return quote === '"' ? `"${value}"` : `'${value}'`
}

function unquote(word: string): string {
  return /^(['"]).*\1$/s.test(word) ? word.slice(1, -1) : word
}

function unquoteLiteral(word: string): string | undefined {
  if (/^\d+$/.test(word)) return word
  return /^(['"])[^\\]*\1$/.test(word) ? word.slice(1, -1) : undefined
}
