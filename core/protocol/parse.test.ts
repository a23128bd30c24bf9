import { describe, expect, test } from '@jest/globals'
import { CccError, CustomerClientFrame, MAX_FRAME_BYTES, parseFrame, parseJson } from '.'

const members = CustomerClientFrame.anyOf
const detailOf = (input: unknown) => {
  try {
    parseFrame(members, parseJson(JSON.stringify(input)))
  } catch (error) {
    if (error instanceof CccError) return error.params.detail
    throw error
  }
  return 'accepted'
}

/** Counts how often any field of an object is looked at. */
function watched(object: object): { input: object; looks: () => number } {
  let looks = 0
  const look = <T>(value: T): T => {
    looks += 1
    return value
  }
  const input = new Proxy(object, {
    get: (target, name) => look(Reflect.get(target, name)),
    has: (target, name) => look(Reflect.has(target, name)),
    getOwnPropertyDescriptor: (target, name) => look(Reflect.getOwnPropertyDescriptor(target, name)),
  })
  return { input, looks: () => looks }
}

const manyKeys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]))

describe('what a stranger sends costs little', () => {
  test('a frame of thousands of fields is refused before its schema looks at them', () => {
    expect(detailOf({ t: 'ping', ...manyKeys(7_900) })).toBe('more than 300 fields')
    const content = { kind: 'text', text: 'x', ...manyKeys(7_900) }
    expect(detailOf({ t: 'send', id: 'm1', content })).toBe('more than 300 fields')
    expect(detailOf({ t: 'send', id: 'm1', content: Array.from({ length: 5_000 }, () => ({})) })).toBe(
      'more than 300 fields',
    )
  })

  test('a frame of thousands of levels is refused, and ends no call stack', () => {
    const deep = `${'['.repeat(MAX_FRAME_BYTES / 2)}${']'.repeat(MAX_FRAME_BYTES / 2)}`
    expect(() => parseJson(deep)).toThrow('more than 6 levels')
    expect(() => parseJson(`{"t":"send","content":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`)).toThrow('levels')
  })

  test('a frame may have six levels, and not one more', () => {
    const levels = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`
    expect(parseJson(levels(6))).toEqual([[[[[[1]]]]]])
    expect(() => parseJson(levels(7))).toThrow('more than 6 levels')
  })

  test('of a content that does not fit, only the kind that was meant is looked at', () => {
    const content = watched({ kind: 'text', text: 'x', ...manyKeys(200) })
    expect(() => parseFrame(members, { t: 'send', id: 'm1', content: content.input })).toThrow('/content/k0')
    expect(content.looks()).toBeLessThan(100)
  })

  test('the field at fault is named as before', () => {
    const send = (content: object) => detailOf({ t: 'send', id: 'm1', content })
    expect(send({ kind: 'text', text: '' })).toContain('/content/text')
    expect(send({ kind: 'card', card: { type: 'product', title: '' } })).toContain('/content/card/title')
    expect(send({ kind: 'image', fileId: 'f', width: 0, height: 1 })).toContain('/content/width')
    expect(send({ kind: 'hologram' })).toContain('/content')
  })

  test('the largest frames that clients send are read', () => {
    const attributes = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, 'v'.repeat(200)]))
    expect(detailOf({ t: 'attributes', id: 'm1', attributes })).toBe('accepted')
    expect(detailOf({ t: 'send', id: 'm1', content: { kind: 'text', text: '字'.repeat(4_000) } })).toBe('accepted')
  })
})
