import type { Entry } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { agent, desk, entry, fileRef, flow, frame, joined, session, text, texts } from '../testing/entries'
import { DeskStore } from './desk-store'
import { linesOf } from './lines'

function set(...entries: Entry[]) {
  const store = new DeskStore()
  store.applyDesk(desk(session()))
  store.applyEntries(frame(entries, true))
  return store
}
const say = { t: 'send', id: 'm1', sessionId: 's1', content: { kind: 'text', text: '您好' } } as const
const error = { code: 'SESSION_NOT_SERVING', zh: '未在服务', en: 'not served' }

describe('the lines of a session', () => {
  test('say who said what, with the options of a menu', () => {
    const options = [{ keyword: '1', name: '配送' }]
    const menu: Entry = { ...text(1, flow), body: { kind: 'menu', text: '请选择', options } }
    expect(linesOf(set(menu, text(2), text(3, agent)).state, 's1')).toMatchObject([
      { kind: 'speech', from: 'system', body: { kind: 'menu', text: '请选择', options }, state: 'sent', seq: 1 },
      { kind: 'speech', from: 'customer', body: { kind: 'text', text: 'text 2' } },
      { kind: 'speech', from: 'agent', agent: { name: '小云', staffNo: '1001' } },
    ])
  })

  test('say what happened, and that something happened which this version does not know', () => {
    const closed: Entry = { ...text(2, flow), body: { kind: 'event', event: 'session_closed', reason: 'agent_ended' } }
    const unknown: Entry = { ...text(3, flow), body: { kind: 'unknown' } }
    expect(linesOf(set(joined(1), closed, unknown).state, 's1')).toMatchObject([
      { kind: 'event', event: 'agent_joined', agent: { staffNo: '1001' } },
      { kind: 'event', event: 'session_closed', reason: 'agent_ended' },
      { kind: 'event', event: 'unknown' },
    ])
  })

  test('show a message at once, under the key that it keeps in the log', () => {
    const store = set(text(1))
    store.give(say, 7)
    expect(linesOf(store.state, 's1')[1]).toMatchObject({ key: 'm1', at: 7, body: { text: '您好' }, state: 'sending' })
    expect(linesOf(store.state, 's2')).toEqual([])
    store.applyEntries(frame([{ ...text(2, agent, '您好'), clientId: 'm1' }]))
    expect(linesOf(store.state, 's1')).toMatchObject([{ key: '#1' }, { key: 'm1', state: 'sent' }])
  })

  test('show an acknowledged message as on its way until the log shows it', () => {
    const store = set(text(1))
    store.give(say, 7)
    store.acknowledge({ t: 'ack', id: 'm1', seq: 2 })
    expect(linesOf(store.state, 's1')[1]).toMatchObject({ state: 'sending' })
  })

  test('show a refused message with its reason', () => {
    const store = set(text(1))
    store.give(say, 7)
    store.refuse({ t: 'nack', id: 'm1', error })
    expect(linesOf(store.state, 's1')[1]).toMatchObject({ state: 'failed', error, commandId: 'm1' })
  })

  test('are the same objects as long as nothing changes them, so that nothing is drawn in vain', () => {
    const store = set(text(1), text(2))
    const [first] = linesOf(store.state, 's1')
    store.applyEntries(frame([text(3)]))
    expect(linesOf(store.state, 's1')[0]).toBe(first)
  })

  test('say in its place that a message was taken back', () => {
    const store = set(text(1), text(2, agent))
    store.applyEntries(frame([entry(3, { kind: 'recall', target: 2 }, agent)]))
    expect(linesOf(store.state, 's1')).toMatchObject([
      { kind: 'speech' },
      { kind: 'event', event: 'recalled', from: 'agent', seq: 2 },
    ])
  })

  test('say it where the recall is, when the message is older than what is known', () => {
    const lines = linesOf(set(text(8), entry(9, { kind: 'recall', target: 3 })).state, 's1')
    expect(lines).toMatchObject([{ seq: 8 }, { kind: 'event', event: 'recalled', seq: 9 }])
  })

  test('show what a message quotes at once', () => {
    const store = set(text(1), entry(2, { kind: 'file', file: fileRef('f', '发票.pdf') }))
    store.give({ ...say, content: { kind: 'text', text: '收到', quote: 2 } }, 7)
    const quote = { seq: 2, kind: 'file', name: '', text: '发票.pdf' }
    expect(linesOf(store.state, 's1')[2]).toMatchObject({ body: { kind: 'text', text: '收到', quote } })
  })

  test('show a file from the moment it is chosen to its place in the log, under one key', () => {
    const store = set(text(1))
    const local = { fileId: 'm1', name: 'a.png', size: 3, mime: 'image/png', url: 'blob:1' }
    const content = { kind: 'image', width: 4, height: 3 } as const
    store.putUpload({
      id: 'm1',
      sessionId: 's1',
      at: 7,
      content,
      file: local,
      progress: 0.5,
      status: 'uploading',
      error: null,
    })
    const shown = () => linesOf(store.state, 's1').slice(1)
    expect(shown()).toMatchObject([{ key: 'm1', body: { ...content, file: local }, state: 'sending', progress: 0.5 }])
    const file = { ...local, fileId: 'f1' }
    store.give({ ...say, content: { ...content, fileId: 'f1' } }, 8, file)
    store.dropUpload('m1')
    expect(shown()).toMatchObject([{ key: 'm1', body: { ...content, file }, state: 'sending' }])
    store.applyEntries(frame([{ ...entry(2, { ...content, file: fileRef('f1') }, agent), clientId: 'm1' }]))
    expect(shown()).toMatchObject([{ key: 'm1', body: { file: { fileId: 'f1' } }, state: 'sent' }])
  })

  test('begin with what the agent scrolled back to', () => {
    const store = set(...texts(11, 12))
    store.loadEarlier('s1')
    store.applyHistory({ t: 'history', sessionId: 's1', before: 11, entries: texts(6, 10) })
    expect(linesOf(store.state, 's1').map(({ seq }) => seq)).toEqual([6, 7, 8, 9, 10, 11, 12])
  })
})
