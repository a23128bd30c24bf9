import { describe, expect, test } from '@jest/globals'
import { desk, entry, frame, session, texts } from '../testing/entries'
import { setUpDesk } from '../testing/set-up-desk'
import { DeskStore, entriesOf } from './desk-store'
import { applyPage, NOTHING_EARLIER } from './earlier'

const page = (before: number, entries = texts(before - 2, before - 1)) =>
  ({ t: 'history', sessionId: 's1', before, entries }) as const

function scrolledBack() {
  const store = new DeskStore()
  store.applyDesk(desk(session()))
  store.applyEntries(frame(texts(11, 12), true))
  store.loadEarlier('s1')
  store.applyHistory(page(11))
  return store
}

describe('a page of older entries', () => {
  test('goes before what is known', () => {
    const first = applyPage(NOTHING_EARLIER, 11, page(11))
    expect(first).toEqual({ entries: texts(9, 10), isLoading: false, isWhole: false })
    expect(applyPage(first ?? NOTHING_EARLIER, 9, page(9))?.entries).toEqual(texts(7, 10))
  })

  test('that reaches seq 1, or is empty, is the last', () => {
    expect(applyPage(NOTHING_EARLIER, 3, page(3))?.isWhole).toBe(true)
    expect(applyPage(NOTHING_EARLIER, 3, page(3, []))?.isWhole).toBe(true)
  })

  test.each([
    ['answers an older question', page(9)],
    ['does not reach what is known', page(11, texts(7, 9))],
    ['has a hole', page(11, [...texts(7, 8), ...texts(10, 10)])],
  ])('P3 that %s is not taken', (_, late) => {
    expect(applyPage(NOTHING_EARLIER, 11, late)).toBeNull()
  })
})

describe('what was scrolled back to', () => {
  test('P3 is dropped when the session is sent anew from elsewhere, and stays when it is not', () => {
    const store = scrolledBack()
    store.applyEntries(frame(texts(11, 14), true))
    expect(store.entriesOf('s1')).toEqual(texts(9, 14))
    store.applyEntries(frame(texts(40, 41), true))
    expect(store.entriesOf('s1')).toEqual(texts(40, 41))
  })

  test('loses what is taken back', () => {
    const store = scrolledBack()
    store.applyEntries(frame([entry(13, { kind: 'recall', target: 9 })]))
    expect(store.entriesOf('s1')[0]?.body).toEqual({ kind: 'recalled' })
  })

  test('goes with its session', () => {
    const store = scrolledBack()
    store.applyDesk(desk())
    expect(store.state.earlier.size).toBe(0)
  })
})

describe('history', () => {
  const shown = () => {
    const desk = setUpDesk()
    desk.welcome(session())
    desk.network.line.say(frame(texts(101, 103), true))
    return desk
  }

  test('is asked for page by page, until the conversation begins', () => {
    const { client, network, posted } = shown()
    client.loadEarlier('s1')
    client.loadEarlier('s1')
    expect(posted()).toEqual([{ t: 'history', sessionId: 's1', before: 101 }])
    network.line.say({ t: 'history', sessionId: 's1', before: 101, entries: texts(51, 100) })
    client.loadEarlier('s1')
    expect(posted().at(-1)).toEqual({ t: 'history', sessionId: 's1', before: 51 })
    network.line.say({ t: 'history', sessionId: 's1', before: 51, entries: texts(1, 50) })
    client.loadEarlier('s1')
    expect(posted()).toHaveLength(2)
    expect(entriesOf(client.store.state, 's1')).toEqual(texts(1, 103))
  })

  test('that was asked for on a lost connection can be asked for again', () => {
    const { client, network, welcome, reconnect, posted } = shown()
    client.loadEarlier('s1')
    reconnect()
    client.loadEarlier('s1')
    expect(client.store.state.earlier.get('s1')?.isLoading).toBe(true)
    welcome(session())
    client.loadEarlier('s1')
    expect(posted()).toEqual([{ t: 'history', sessionId: 's1', before: 101 }])
    network.line.say({ t: 'error', error: { code: 'SESSION_UNKNOWN', zh: '', en: '' }, fatal: false })
    client.loadEarlier('s1')
    expect(posted()).toHaveLength(2)
  })
})
