import { describe, expect, test } from '@jest/globals'
import { agent, desk, entry, fileRef, flow, frame, joined, session, text } from '../testing/entries'
import { DeskStore } from './desk-store'
import { sessionRows } from './session-rows'

function rowOf(entries: Parameters<typeof frame>[0], act: (store: DeskStore) => void = () => {}) {
  const store = new DeskStore()
  store.applyDesk(desk(session()))
  store.applyEntries(frame(entries, true))
  act(store)
  return sessionRows(store.state)[0]
}
const say = { t: 'send', id: 'm1', sessionId: 's1', content: { kind: 'text', text: '马上查' } } as const

describe('the list of sessions', () => {
  test('has what rings on top, the longest waiting first, then who is served, then the ended, the latest first', () => {
    const store = new DeskStore()
    store.applyDesk(
      desk(
        session('ended early', 'closed', 1),
        session('ended late', 'closed', 2),
        session('served', 'serving', 3),
        session('rings late', 'ringing', 5),
        session('rings early', 'ringing', 4),
      ),
    )
    const ids = () => sessionRows(store.state).map((row) => row.session.sessionId)
    expect(ids()).toEqual(['rings early', 'rings late', 'served', 'ended late', 'ended early'])
    store.dismiss('ended late')
    expect(ids()).toEqual(['rings early', 'rings late', 'served', 'ended early'])
  })

  test('is empty before the first desk', () => {
    expect(sessionRows(new DeskStore().state)).toEqual([])
  })
})

describe('a row', () => {
  test('counts what the customer said since the agent joined and the agent has not read', () => {
    const entries = [text(1), joined(2), text(3), text(4, agent), text(5)]
    expect(rowOf(entries)?.unread).toBe(2)
    expect(rowOf(entries, (store) => store.markRead('s1'))?.unread).toBe(0)
    expect(rowOf([text(1), text(2)])?.unread).toBe(0)
  })

  test('says since when the customer waits: the first unanswered text, or before any answer the moment of joining', () => {
    const waits = (...entries: Parameters<typeof rowOf>[0]) => rowOf(entries)?.waitingSince
    expect(waits(joined(2))).toBe(2_000)
    expect(waits(joined(2), text(3), text(4))).toBe(2_000)
    expect(waits(joined(2), text(3, agent))).toBeUndefined()
    expect(waits(joined(2), text(3, agent), text(4), text(5))).toBe(4_000)
    expect(waits(joined(2), text(3, agent), text(4, flow))).toBeUndefined()
  })

  test('does not say that a customer waits whose answer is on its way, unless it was refused', () => {
    const entries = [joined(2), text(3)]
    expect(rowOf(entries, (store) => store.give(say, 0))?.waitingSince).toBeUndefined()
    const refused = rowOf(entries, (store) => {
      store.give(say, 0)
      store.refuse({ t: 'nack', id: 'm1', error: { code: 'X', zh: '', en: '' } })
    })
    expect(refused?.waitingSince).toBe(2_000)
  })

  test('previews the newest thing a person said, before that what the flow said', () => {
    const preview = (...row: Parameters<typeof rowOf>) => rowOf(...row)?.preview
    expect(preview([text(1, flow, '欢迎')])).toEqual({ kind: 'text', text: '欢迎' })
    expect(preview([text(1), text(2, flow, '欢迎')])).toEqual({ kind: 'text', text: 'text 1' })
    expect(preview([text(1)], (store) => store.give(say, 0))).toEqual({ kind: 'text', text: '马上查' })
    expect(preview([text(1), entry(2, { kind: 'file', file: fileRef('f', 'a.pdf') })])).toEqual({
      ...{ kind: 'file', text: 'a.pdf' },
    })
    expect(preview([])).toBeNull()
  })

  test('counts and answers to every kind of message', () => {
    const image = entry(4, { kind: 'image', file: fileRef('f'), width: 1, height: 1 })
    const answer = entry(5, { kind: 'voice', file: fileRef('g'), seconds: 1 }, agent)
    expect(rowOf([joined(2), text(3, agent), image])).toMatchObject({ unread: 1, waitingSince: 4_000 })
    expect(rowOf([joined(3), image, answer])?.waitingSince).toBeUndefined()
  })

  test('says that its customer is typing', () => {
    expect(rowOf([joined(1)])?.isTyping).toBe(false)
    expect(rowOf([joined(1)], (store) => store.setTyping('s1', true))?.isTyping).toBe(true)
  })

  test('names the command that is under way for it', () => {
    const row = rowOf([joined(1)], (store) => store.give({ t: 'end', id: 'e1', sessionId: 's1' }, 0))
    expect(row?.underWay).toBe('end')
    expect(rowOf([joined(1)], (store) => store.give(say, 0))?.underWay).toBeUndefined()
  })
})
