import { CustomerServerFrame, type CustomerServerFrame as Frame } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { transformSync } from 'esbuild'
import fc from 'fast-check'
import { agent, bodyOf, customer, entry, fileRef, flow, refusal, reset, serving, text } from '../testing/entries'
import { compactCheck } from './compact-check'

const code = compactCheck(CustomerServerFrame)
const check = (schema: TSchema): ((value: unknown) => boolean) => new Function(`return ${compactCheck(schema)}`)()
const isFrame = check(CustomerServerFrame)

const card = { type: 'order' as const, title: 'Order 7', picture: 'https://a.b/c.png', price: '¥1', status: 'paid' }
const frames: Frame[] = [
  reset(
    [
      text(1, 'hello', customer, 'c1'),
      entry(2, { kind: 'text', text: 'hi', quote: { seq: 1, kind: 'text', name: '', text: 'hello' } }, agent),
      entry(3, { kind: 'menu', text: 'choose', options: [{ keyword: '1', name: 'one' }] }, flow),
      entry(4, bodyOf({ kind: 'image', fileId: 'f1', width: 1, height: 2 }), customer),
      entry(5, bodyOf({ kind: 'voice', fileId: 'f1', seconds: 3 }), customer),
      entry(6, bodyOf({ kind: 'video', fileId: 'f1', seconds: 3, width: 1, height: 2 }), customer),
      entry(7, { kind: 'file', file: fileRef('f2') }, agent),
      entry(8, { kind: 'location', latitude: 22.5, longitude: -113.9, name: 'here', address: 'there' }, customer),
      entry(9, { kind: 'link', url: 'https://a.b', title: 'a', description: 'b' }, agent),
      entry(10, { kind: 'card', card }, customer),
      entry(11, { kind: 'event', event: 'queued' }),
      entry(12, { kind: 'event', event: 'session_closed', reason: 'agent_ended' }),
      entry(13, { kind: 'rating_invite', tags: ['fast'] }),
      entry(14, { kind: 'rating', score: 5, tags: ['fast'], comment: 'thanks' }, customer),
      entry(15, { kind: 'message_left', text: 'call me', contact: '10086' }, customer),
      entry(16, { kind: 'recall', target: 1 }, customer),
      entry(17, { kind: 'recalled' }, customer),
      entry(18, { kind: 'unknown' }),
    ],
    { ...serving, waitNo: 0, menuSeq: 3, unread: 2, readByAgent: 0, closeReason: 'other', canLeaveMessage: true },
  ),
  { t: 'entries', entries: [], state: { phase: 'closed', rating: { sessionId: 's1', tags: [], expiresAt: 1 } } },
  { t: 'history', before: 7, entries: [text(6)] },
  { t: 'typing' },
  { t: 'ack', id: 'c1', seq: 4 },
  { t: 'nack', id: 'c1', error: refusal },
  { t: 'error', error: refusal, fatal: true },
  { t: 'pong' },
]

/** Every place in a JSON value, as a path of keys. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsIn(child, [...path, key]))]
}

/** A copy with something else at a place; `undefined` takes it away. */
function changed(value: unknown, path: readonly string[], to: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return to
  const next: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  const put = changed(next, rest, to)
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => (String(index) === key ? (put === undefined ? [] : [put]) : [item]))
  }
  const others = Object.entries(value ?? {}).filter(([name]) => name !== key)
  return Object.fromEntries(put === undefined ? others : [...others, [key, put]])
}

describe('the compact check', () => {
  test.each(frames.map((frame) => [frame.t, frame]))('takes %s', (_, frame) => {
    expect(Value.Check(CustomerServerFrame, frame)).toBe(true)
    expect(isFrame(frame)).toBe(true)
  })

  test('says what TypeBox says, whatever is changed in a frame', () => {
    const values = [undefined, null, '', 'x', 'x'.repeat(5_000), 0, -1, 1.5, 1e9, true, [], {}, [null], 'https://a b']
    const mutation = fc
      .constantFrom(...frames)
      .chain((frame) => fc.tuple(fc.constant(frame), fc.constantFrom(...pathsIn(frame)), fc.constantFrom(...values)))
    fc.assert(
      fc.property(mutation, ([frame, path, to]) => {
        const value = changed(frame, path, to)
        expect(isFrame(value)).toBe(Value.Check(CustomerServerFrame, value))
      }),
      { numRuns: 3_000 },
    )
  })

  test('ignores fields that are new, also where a sender may add none', () => {
    const next = changed(frames[0], ['entries', '9', 'body', 'card', 'stock'], 7)
    expect(isFrame(next)).toBe(true)
    expect(isFrame(changed(frames[3], ['who'], 'agent'))).toBe(true)
  })

  test('refuses to leave out what it does not know', () => {
    expect(() => compactCheck(Type.Array(Type.String(), { maxItems: 3 }))).toThrow('maxItems')
    expect(() => compactCheck(Type.Null())).toThrow('null')
  })

  test('is at most 3,500 bytes of minified code', () => {
    const { code: small } = transformSync(`exports.is = ${code}`, { minify: true, target: 'es2017' })
    expect(Buffer.byteLength(small)).toBeLessThanOrEqual(3_500)
  })
})
