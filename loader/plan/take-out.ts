import { isDeepStrictEqual } from 'node:util'
import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { sha256 } from '../hash'
import { valueAt } from '../project/json-text'
import { ENTRY_TAG, entryRegistrationOf, hasEntryTag } from './entry-button'
import type { RecordedSplice } from './manifest'
import { subpackagesOf, tencentRootOf } from './placement'
import { applySplice, type Splice, spliceBetween } from './plan'
import { plainEntry, registrationsOf, rootOf } from './register-subpackage'
import { removeFromJson } from './remove-from-json'

/** What of ours stands in a file, as far as its text tells. */
type Presence = 'gone' | 'there'

/**
 * The splice that takes a recorded one back: exact while the file is as the splice left it, else found by what was
 * inserted and what stood around it, else by what it means. `gone` when nothing of ours is in the file any more, `stuck`
 * when it is, but cannot be told from the user's own text. `root` is the root of the subpackage.
 */
export function takeOut(bytes: Buffer, record: RecordedSplice, root: string): Splice | 'gone' | 'stuck' {
  const { offset, removed, inserted } = record
  const exact = { offset, removed: inserted, inserted: removed }
  if (sha256(bytes) === record.after && fits(bytes, exact) && takesAll(bytes, exact, record.path, root)) return exact
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) return 'stuck'
  if (presenceOf(text, record.path, root) === 'gone') return 'gone'
  const candidates = [locate(text, record), meaningful(text, record.path, root, createdKey(record))]
  return candidates.find((splice) => splice !== undefined && isSane(bytes, splice, record.path, root)) ?? 'stuck'
}

function presenceOf(text: string, path: string, root: string): Presence {
  if (path.endsWith('.wxml')) return hasEntryTag(text) ? 'there' : 'gone'
  const tree = parseTree(bodyOf(text), [], { allowTrailingComma: true })
  if (!tree) return 'there'
  return nodesOf(tree, path, root).length > 0 ? 'there' : 'gone'
}

function takesAll(bytes: Buffer, splice: Splice, path: string, root: string): boolean {
  return presenceOf(applySplice(bytes, splice).toString('utf8'), path, root) === 'gone'
}

function nodesOf(tree: Node, path: string, root: string): Node[] {
  if (path !== 'app.json') return [entryRegistrationOf(tree, path) ?? []].flat()
  return [root, tencentRootOf(root)].flatMap((each) => registrationsOf(tree, { root: each }))
}

/**
 * What of ours stands in a file that nothing is recorded of, as the record that a splice would have left; undefined when
 * it is not exactly what would have been written. `root` is the root of the subpackage.
 */
export function adopt(bytes: Buffer, path: string, root: string): { before: Buffer; splice: Splice } | undefined {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) return undefined
  const out = meaningful(text, path, root)
  if (out === undefined || !isSane(bytes, out, path, root)) return undefined
  const { offset, removed, inserted } = out
  return { before: applySplice(bytes, out), splice: { offset, removed: inserted, inserted: removed } }
}

/** The one place where what was inserted still stands, whatever a checkout made of its line endings. */
function locate(text: string, record: RecordedSplice): Splice | undefined {
  const forms = [(part: string) => part, toLf, (part: string) => toLf(part).replaceAll('\n', '\r\n')]
  for (const form of forms) {
    const inserted = form(record.inserted)
    const places = placesOf(text, inserted)
    const before = form(record.around.before)
    const after = form(record.around.after)
    const sure = places.filter(
      (at) => text.slice(0, at).endsWith(before) && text.startsWith(after, at + inserted.length),
    )
    const place = places.length === 1 ? places[0] : sure.length === 1 ? sure[0] : undefined
    if (place !== undefined) return toSplice(text, place, inserted, form(record.removed))
  }
  return undefined
}

function placesOf(text: string, part: string): number[] {
  const places: number[] = []
  if (part === '') return places
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) places.push(at)
  return places
}

/** WeChat reads the list of subpackages under two names, and a formatter of the user's may prefer the other. */
function spellingsOf(key: string | undefined): string[] {
  if (key === undefined) return []
  return key.toLowerCase() === 'subpackages' ? ['subPackages', 'subpackages'] : [key]
}

/** The key whose list or object was inserted along with what stands in it: then it goes too, once it is empty. */
function createdKey({ inserted }: RecordedSplice): string | undefined {
  return /"(sub[pP]ackages|usingComponents)"\s*:/.exec(inserted)?.[1]
}

/**
 * What was inserted, found by its meaning: the user wrote around it so that its text no longer stands in one piece.
 * `created` is the key that was inserted with it.
 */
function meaningful(text: string, path: string, root: string, created?: string): Splice | undefined {
  if (path.endsWith('.wxml')) {
    const tags = [
      ...text.matchAll(new RegExp(`(\\r\\n|\\r|\\n)?[ \\t]*<${ENTRY_TAG}\\s*(/>|>\\s*</${ENTRY_TAG}>)`, 'g')),
    ]
    const tag = tags.length === 1 ? tags[0] : undefined
    return tag && toSplice(text, tag.index, tag[0], '')
  }
  const body = bodyOf(text)
  const tree = parseTree(body, [], { allowTrailingComma: true })
  if (!tree) return undefined
  const nodes = nodesOf(tree, path, root)
  const roots = new Set(nodes.map((node) => rootOf(getNodeValue(node))))
  // Whatever the user wrote into it makes it theirs, and of two alike nobody knows which is ours.
  const areOurs = nodes.length === roots.size && nodes.every((node) => isExactlyOurs(body, node, path, root))
  const rest = areOurs ? withoutNodes(body, path, root) : undefined
  if (rest === undefined) return undefined
  const left = spellingsOf(created).reduce(withoutEmpty, rest)
  return spliceBetween(text, text.slice(0, text.length - body.length) + left)
}

/** The text without a list or object of that key which has nothing in it, not even a comment. */
function withoutEmpty(body: string, key: string): string {
  const tree = parseTree(body, [], { allowTrailingComma: true })
  const value = tree && valueAt(tree, key)
  const isEmpty = value !== undefined && /^[[{]\s*[\]}]$/.test(body.slice(value.offset, value.offset + value.length))
  const edit = isEmpty && value.parent ? removeFromJson(body, value.parent) : undefined
  return edit ? body.slice(0, edit.offset) + body.slice(edit.offset + edit.removed.length) : body
}

/**
 * The splice that takes the entry button out of the JSON of a page that had been made for it, and has been written to
 * since: `all` when it says nothing else, `stuck` when it cannot be told apart any more.
 */
export function takeOutOfPageJson(bytes: Buffer, path: string, root: string): Splice | 'all' | 'stuck' {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) return 'stuck'
  const splice = meaningful(text, path, root, 'usingComponents')
  if (splice === undefined || !isSane(bytes, splice, path, root)) return 'stuck'
  return /^\s*\{\s*\}\s*$/.test(bodyOf(applySplice(bytes, splice).toString())) ? 'all' : splice
}

/** The text without what is ours, one after the other, since taking one out moves the next. */
function withoutNodes(body: string, path: string, root: string): string | undefined {
  const tree = parseTree(body, [], { allowTrailingComma: true })
  const node = tree && nodesOf(tree, path, root)[0]
  if (!node) return tree && body
  const edit = removeFromJson(body, node)
  if (!edit) return undefined
  const rest = body.slice(0, edit.offset) + body.slice(edit.offset + edit.removed.length)
  return withoutNodes(rest, path, root)
}

/** Whether what remains is the user's own: the same values without ours, and no fault that was not there before. */
function isSane(bytes: Buffer, splice: Splice, path: string, root: string): boolean {
  const result = applySplice(bytes, splice)
  if (path.endsWith('.wxml')) return !hasEntryTag(result.toString())
  const [was, is] = [bytes, result].map((each) => read(bodyOf(each.toString())))
  if (!was || !is || is.faults > was.faults) return false
  return (
    isDeepStrictEqual(withoutOurs(was.value, path, root), withoutOurs(is.value, path, root)) &&
    presenceOf(result.toString(), path, root) === 'gone'
  )
}

/** Whether an entry says what we write and nothing else: no more pages, no more keys, no comments. */
function isExactlyOurs(body: string, node: Node, path: string, root: string): boolean {
  const source = body.slice(node.offset, node.offset + node.length)
  const faults: ParseError[] = []
  parseTree(path === 'app.json' ? source : `{${source}}`, faults, { disallowComments: true, allowTrailingComma: true })
  if (faults.length > 0) return false
  // Of a page it is one key and its value, which was looked at to find it.
  if (path !== 'app.json') return true
  const entry = plainEntry(getNodeValue(node))
  const known = subpackagesOf({ subpackage: root, transport: 'tencent' })
  return isDeepStrictEqual(entry, { ...known.find((each) => each.root === rootOf(entry)) })
}

function fits(bytes: Buffer, { offset, removed }: Splice): boolean {
  return bytes.toString('utf8', offset, offset + Buffer.byteLength(removed)) === removed
}

function read(body: string): { value: unknown; faults: number } | undefined {
  const errors: ParseError[] = []
  const tree = parseTree(body, errors)
  return tree && { value: JSON.parse(JSON.stringify(getNodeValue(tree))), faults: errors.length }
}

// An empty list or object, and none at all, mean the same.
function withoutOurs(value: unknown, path: string, root: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inside]): [string, unknown][] => {
      if (path === 'app.json' && /^sub[pP]ackages$/.test(key) && Array.isArray(inside)) {
        const ours: unknown[] = [root, tencentRootOf(root)]
        const rest = inside.filter((item: unknown) => !ours.includes(rootOf(item)))
        return rest.length > 0 ? [[key, rest]] : []
      }
      if (path !== 'app.json' && key === 'usingComponents' && typeof inside === 'object' && inside !== null) {
        const rest = Object.entries(inside).filter(([name]) => name !== ENTRY_TAG)
        return rest.length > 0 ? [[key, Object.fromEntries(rest)]] : []
      }
      return [[key, inside]]
    }),
  )
}

function bodyOf(text: string): string {
  return text.replace(/^\uFEFF/, '')
}

function toLf(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

function toSplice(text: string, at: number, removed: string, inserted: string): Splice {
  return { offset: Buffer.byteLength(text.slice(0, at)), removed, inserted }
}
