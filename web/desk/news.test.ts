import type { LeftMessage } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { agent, desk, entry, fileRef, frame, session, text, texts } from '../testing/entries'
import { DeskStore } from './desk-store'
import { newsBetween } from './news'

function after(change: (store: DeskStore) => void) {
  const store = new DeskStore()
  store.applyDesk(desk(session(), session('s2', 'ringing')))
  store.applyEntries(frame(texts(1, 2), true))
  const before = store.state
  change(store)
  const { rings, messages } = newsBetween(before, store.state)
  return {
    rings: rings.map(({ sessionId }) => sessionId),
    messages: messages.map(({ summary }) => summary.text || summary.kind),
  }
}

describe('news', () => {
  test('is a session that did not ring before', () => {
    const rings = after((store) => store.applyDesk(desk(session('s2', 'ringing'), session('s3', 'ringing')))).rings
    expect(rings).toEqual(['s3'])
  })

  test('is what a customer says, not what an agent says', () => {
    expect(after((store) => store.applyEntries(frame([text(3), text(4, agent)]))).messages).toEqual(['text 3'])
    const voice = entry(3, { kind: 'voice', file: fileRef('f'), seconds: 3 })
    expect(after((store) => store.applyEntries(frame([voice]))).messages).toEqual(['voice'])
  })

  test('is a message that a customer left, not those that waited before the agent came', () => {
    const left = (sessionId: string): LeftMessage => ({
      ...{ sessionId, customer: { customerId: 'c', name: '' }, skillGroupName: '', at: 1, text: 'call me' },
    })
    const store = new DeskStore()
    const news = [[left('s1')], [left('s1'), left('s2')]].map((leftMessages) => {
      const before = store.state
      store.applyDesk({ ...desk(), leftMessages })
      return newsBetween(before, store.state).left.map(({ sessionId }) => sessionId)
    })
    expect(news).toEqual([[], ['s2']])
  })

  test('is not what a reset brings, for that was said before', () => {
    expect(after((store) => store.applyEntries(frame(texts(40, 45), true))).messages).toEqual([])
    expect(after((store) => store.applyEntries(frame(texts(1, 2), true, 's2'))).messages).toEqual([])
  })
})
