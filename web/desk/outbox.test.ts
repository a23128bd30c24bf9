import type { AgentCommand } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { desk, session, text } from '../testing/entries'
import * as box from './outbox'

const error = { code: 'SESSION_NOT_SERVING', zh: '会话未处于人工服务中', en: 'not served' }
const say = (id: string, sessionId = 's1'): AgentCommand => ({
  t: 'send',
  id,
  sessionId,
  content: { kind: 'text', text: id },
})
const act = (t: 'accept' | 'decline' | 'end', id = 'a'): AgentCommand => ({ t, id, sessionId: 's1' })
const given = (...commands: AgentCommand[]) =>
  commands.reduce<box.Outbox>((outbox, command) => box.add(outbox, command, 5), [])
const seen = (outbox: box.Outbox) => outbox.map(({ command, status }) => `${command.id} ${status}`)

describe('a message', () => {
  test('waits for its acknowledgement, then for its entry', () => {
    const sent = box.acknowledge(given(say('m1'), say('m2')), 'm1', { seq: 7, head: 6, desk: desk() })
    expect(seen(sent)).toEqual(['m1 sent', 'm2 sending'])
    expect(seen(box.settle(sent, [{ ...text(7), clientId: 'm1' }]))).toEqual(['m2 sending'])
  })

  test('whose entry came before its acknowledgement waits for nothing', () => {
    expect(box.acknowledge(given(say('m1')), 'm1', { seq: 6, head: 6, desk: desk() })).toEqual([])
    expect(box.settle(given(say('m1')), [{ ...text(7), clientId: 'm1' }])).toEqual([])
  })

  test('that is refused keeps its reason, and goes out again under its own id, after the others', () => {
    const refused = box.refuse(given(say('m1'), say('m2')), 'm1', error)
    expect(refused[0]).toMatchObject({ status: 'failed', error })
    expect(box.unacknowledged(refused)).toEqual([say('m2')])
    const again = box.retry(refused, 'm1', 9)
    expect(again).toEqual([
      { command: say('m2'), at: 5, status: 'sending' },
      { command: say('m1'), at: 9, status: 'sending' },
    ])
  })

  test('can be thrown away only when it was refused', () => {
    const outbox = box.refuse(given(say('m1'), say('m2')), 'm1', error)
    expect(seen(box.discard(box.discard(outbox, 'm1'), 'm2'))).toEqual(['m2 sending'])
    expect(box.retry(outbox, 'm2', 9)).toBe(outbox)
  })

  test('acknowledged before a reset is done when the reset reaches it', () => {
    const outbox = ['m1', 'm2'].reduce(
      (sent, id, index) => box.acknowledge(sent, id, { seq: 7 + index, head: 0, desk: desk() }),
      given(say('m1'), say('m2'), say('m3', 's2')),
    )
    expect(seen(box.resetTo(outbox, 's1', 7))).toEqual(['m2 sent', 'm3 sending'])
    expect(box.resetTo(outbox, 's2', 99)).toEqual(outbox)
  })

  test('acknowledged but not shown goes out again on the next connection; a refused one does not', () => {
    const sent = box.acknowledge(given(say('m1'), say('m2')), 'm1', { seq: 7, head: 6, desk: desk() })
    const outbox = box.reconnected(box.refuse(sent, 'm2', error))
    expect(seen(outbox)).toEqual(['m1 sending', 'm2 failed'])
    expect(outbox[1]?.error).toEqual(error)
  })
})

describe('any other command', () => {
  test.each([
    ['accept', 'serving'],
    ['decline', 'serving'],
    ['end', 'closed'],
  ] as const)('%s is over with its acknowledgement when the desk shows it already', (t, phase) => {
    expect(box.acknowledge(given(act(t)), 'a', { head: 0, desk: desk(session('s1', phase)) })).toEqual([])
  })

  test.each([
    ['accept', 'ringing'],
    ['decline', 'ringing'],
    ['end', 'serving'],
  ] as const)('%s stays under way until the next desk when the desk does not show it yet', (t, phase) => {
    const sent = box.acknowledge(given(act(t), say('m1')), 'a', { head: 0, desk: desk(session('s1', phase)) })
    expect(seen(sent)).toEqual(['a sent', 'm1 sending'])
    expect(seen(box.deskShown(sent))).toEqual(['m1 sending'])
  })

  test('is over when it is refused', () => {
    expect(box.refuse(given(act('accept')), 'a', error)).toEqual([])
  })

  test('replaces an earlier change of status', () => {
    const on: AgentCommand = { t: 'status', id: 'on', status: 'online' }
    const off: AgentCommand = { t: 'status', id: 'off', status: 'offline' }
    expect(box.unacknowledged(given(on, say('m1'), off))).toEqual([say('m1'), off])
  })
})

describe('what is done with left messages, ratings and blocks', () => {
  const left = { sessionId: 's1', customer: { customerId: 'c', name: '' }, skillGroupName: '', at: 1, text: 'x' }
  const commands: AgentCommand[] = [
    { t: 'answerLeft', id: 'a', sessionId: 's1' },
    { t: 'dismissLeft', id: 'a', sessionId: 's1' },
    { t: 'inviteRating', id: 'a', sessionId: 's1' },
    { t: 'block', id: 'a', sessionId: 's1' },
  ]
  const before = { ...desk({ ...session(), rating: 'none' }), leftMessages: [left] }
  const after = desk({ ...session('s1', 'closed'), rating: 'invited' })

  test.each(commands.map((command) => [command.t, command] as const))(
    '%s is over when the desk shows it',
    (_, command) => {
      expect(box.acknowledge(given(command), 'a', { head: 0, desk: after })).toEqual([])
      const sent = box.acknowledge(given(command), 'a', { head: 0, desk: before })
      expect(seen(sent)).toEqual(['a sent'])
      expect(box.deskShown(sent)).toEqual([])
    },
  )
})

describe('a recall', () => {
  const recall: AgentCommand = { t: 'recall', id: 'r', sessionId: 's1', seq: 3 }

  test('is over when the log shows it, and not before', () => {
    const sent = box.acknowledge(given(recall), 'r', { seq: 7, head: 6, desk: desk() })
    expect(seen(box.deskShown(sent))).toEqual(['r sent'])
    expect(box.settle(sent, [{ ...text(7), clientId: 'r' }])).toEqual([])
    expect(box.resetTo(sent, 's1', 7)).toEqual([])
  })

  test('that is refused is over', () => {
    expect(box.refuse(given(recall), 'r', error)).toEqual([])
  })
})
