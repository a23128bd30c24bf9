import type { TSchema } from '@sinclair/typebox'

/** What the written code calls: each makes a function that says whether a value is of its kind. */
const MAKERS = `
const string = (value) => typeof value === 'string'
const boolean = (value) => typeof value === 'boolean'
const text = (least, most, like) => (value) =>
  string(value) && value.length >= least && value.length <= most && (!like || like.test(value))
const number = (least, most) => (value) => Number.isFinite(value) && value >= least && value <= most
const integer = (least, most) => (value) => Number.isInteger(value) && value >= least && value <= most
const one = (...these) => (value) => these.includes(value)
const any = (...kinds) => (value) => kinds.some((is) => is(value))
const array = (is) => (value) => Array.isArray(value) && value.every((item) => is(item))
const object = (needed, optional) => (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) &&
  Object.keys(needed).every((key) => needed[key](value[key])) &&
  Object.keys(optional || {}).every((key) => value[key] === undefined || optional[key](value[key]))
const tagged = (tag, kinds) => (value) =>
  object({})(value) && Object.keys(kinds).includes(value[tag]) && kinds[value[tag]](value)`

/** Every keyword that is understood; `additionalProperties` is understood and left out. */
const KEYWORDS: ReadonlySet<string> = new Set([
  'type',
  'const',
  'anyOf',
  'items',
  'properties',
  'required',
  'additionalProperties',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
])

/**
 * Writes a check of JSON values as code that is small because what schemas share is written once. It agrees with
 * TypeBox but for one thing: fields that a schema does not name are ignored also where it forbids them, so that a
 * newer server may add some.
 * @returns a JavaScript expression: a function that says whether a value fits
 * @throws Error for a kind of schema, or a keyword, that no frame had so far
 */
export function compactCheck(schema: TSchema): string {
  /** code of each different part, in which `$3$` stands for part 3 */
  const parts: string[] = []
  const intern = (part: TSchema): string => {
    const code = codeOf(part, intern)
    if (!parts.includes(code)) parts.push(code)
    return `$${parts.indexOf(code)}$`
  }
  const root = intern(schema)
  const uses = (reference: string) => parts.filter((code) => code.includes(reference)).length
  const isNamed = parts.map((code, index) => code.includes('(') && uses(`$${index}$`) > 1)
  const resolve = (code: string): string =>
    code.replace(/\$(\d+)\$/g, (_, index: string) =>
      isNamed[Number(index)] ? `is${index}` : resolve(parts[Number(index)] ?? ''),
    )
  const lines = parts.flatMap((code, index) => (isNamed[index] ? [`const is${index} = ${resolve(code)}`] : []))
  return `(() => {${MAKERS}\n${lines.join('\n')}\nreturn ${resolve(root)}\n})()`
}

function codeOf(part: TSchema, intern: (part: TSchema) => string): string {
  const foreign = Object.keys(part).find((keyword) => !KEYWORDS.has(keyword))
  if (foreign !== undefined) throw new Error(`compactCheck does not know "${foreign}" in ${JSON.stringify(part)}`)
  const { minimum = '-1/0', maximum = '1/0', minLength = 0, maxLength = '1/0', pattern } = part
  if ('const' in part) return `one(${JSON.stringify(part.const)})`
  if (Array.isArray(part.anyOf)) return union(part.anyOf, intern)
  switch (part.type) {
    case 'boolean':
      return 'boolean'
    case 'string': {
      if (pattern !== undefined) return `text(${minLength},${maxLength},new RegExp(${JSON.stringify(pattern)}))`
      return minLength === 0 && maxLength === '1/0' ? 'string' : `text(${minLength},${maxLength})`
    }
    case 'number':
    case 'integer':
      return `${part.type}(${minimum},${maximum})`
    case 'array':
      return `array(${intern(part.items)})`
    case 'object':
      return objectOf(part, intern)
  }
  throw new Error(`compactCheck does not know ${JSON.stringify(part)}`)
}

function union(kinds: readonly TSchema[], intern: (part: TSchema) => string): string {
  if (kinds.every((kind) => 'const' in kind)) return `one(${kinds.map((kind) => JSON.stringify(kind.const)).join(',')})`
  const tag = Object.keys(kinds[0]?.properties ?? {}).find((key) => kinds.every((kind) => isTag(kind, key)))
  return tag === undefined ? `any(${kinds.map(intern).join(',')})` : tagged(tag, kinds, intern)
}

/** Whether objects of this kind have a text there that is always the same. */
const isTag = ({ properties, required }: TSchema, key: string): boolean =>
  typeof properties?.[key]?.const === 'string' && required?.includes(key)

/** Objects that a field tells apart: each is only compared with those that have its value there. */
function tagged(tag: string, kinds: readonly TSchema[], intern: (part: TSchema) => string): string {
  const groups = new Map<string, TSchema[]>()
  for (const kind of kinds) {
    const { [tag]: value, ...properties } = kind.properties
    const required = kind.required.filter((key: string) => key !== tag)
    groups.set(value.const, [...(groups.get(value.const) ?? []), { ...kind, properties, required }])
  }
  const checks = [...groups].map(([value, group]) => {
    const [only, ...others] = group
    return `${JSON.stringify(value)}:${only && others.length === 0 ? intern(only) : union(group, intern)}`
  })
  return `tagged(${JSON.stringify(tag)},{${checks.join(',')}})`
}

function objectOf({ properties = {}, required = [] }: TSchema, intern: (part: TSchema) => string): string {
  const fields = (isNeeded: boolean): string =>
    Object.keys(properties)
      .filter((key) => required.includes(key) === isNeeded)
      .map((key) => `${JSON.stringify(key)}:${intern(properties[key])}`)
      .join(',')
  const optional = fields(false)
  return `object({${fields(true)}}${optional && `,{${optional}}`})`
}
