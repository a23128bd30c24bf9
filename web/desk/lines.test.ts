import type { Entry } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { agent, desk, flow, frame, joined, session, text } from '../testing/entries'
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
      { kind: 'speech', from: 'system', text: '请选择', options, state: 'sent' },
      { kind: 'speech', from: 'customer', text: 'text 2', options: [] },
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
    expect(linesOf(store.state, 's1')[1]).toMatchObject({ key: 'm1', at: 7, text: '您好', state: 'sending' })
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
})
