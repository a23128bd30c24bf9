import { describe, expect, test } from '@jest/globals'
import { agent, desk, frame, session, text } from '../testing/entries'
import { setUpDesk } from '../testing/set-up-desk'

describe('read marks', () => {
  const shown = (phase: 'ringing' | 'serving') => {
    const desk = setUpDesk()
    desk.welcome(session('s1', phase))
    desk.network.line.say(frame([text(1), text(2, agent), text(3)], true))
    return desk
  }

  test('are told once, up to the newest entry', () => {
    const { client, posted } = shown('serving')
    client.markRead('s1')
    client.markRead('s1')
    expect(posted()).toEqual([{ t: 'read', sessionId: 's1', seq: 3 }])
  })

  test('are not told when only the agent has said something since', () => {
    const { client, network, posted } = shown('serving')
    client.markRead('s1')
    network.line.say(frame([text(4, agent)]))
    client.markRead('s1')
    expect(posted()).toHaveLength(1)
  })

  test('are not told of a call that nobody has taken', () => {
    const { client, network, posted } = shown('ringing')
    client.markRead('s1')
    expect(posted()).toEqual([])
    network.line.say({ t: 'desk', desk: desk(session()) })
    client.markRead('s1')
    expect(posted()).toEqual([{ t: 'read', sessionId: 's1', seq: 3 }])
  })

  test('are told again on a new connection, since nobody acknowledged them', () => {
    const { client, welcome, reconnect, posted } = shown('serving')
    client.markRead('s1')
    reconnect()
    welcome(session())
    expect(posted()).toEqual([{ t: 'read', sessionId: 's1', seq: 3 }])
  })
})
