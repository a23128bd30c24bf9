import { describe, expect, test } from '@jest/globals'
import { agent, desk, frame, session, text, texts } from '../testing/entries'
import { DeskStore } from './desk-store'
import { newsBetween } from './news'

function after(change: (store: DeskStore) => void) {
  const store = new DeskStore()
  store.applyDesk(desk(session(), session('s2', 'ringing')))
  store.applyEntries(frame(texts(1, 2), true))
  const before = store.state
  change(store)
  const { rings, messages } = newsBetween(before, store.state)
  return { rings: rings.map(({ sessionId }) => sessionId), messages: messages.map(({ text: words }) => words) }
}

describe('news', () => {
  test('is a session that did not ring before', () => {
    const rings = after((store) => store.applyDesk(desk(session('s2', 'ringing'), session('s3', 'ringing')))).rings
    expect(rings).toEqual(['s3'])
  })

  test('is what a customer says, not what an agent says', () => {
    expect(after((store) => store.applyEntries(frame([text(3), text(4, agent)]))).messages).toEqual(['text 3'])
  })

  test('is not what a reset brings, for that was said before', () => {
    expect(after((store) => store.applyEntries(frame(texts(40, 45), true))).messages).toEqual([])
    expect(after((store) => store.applyEntries(frame(texts(1, 2), true, 's2'))).messages).toEqual([])
  })
})
