import { describe, expect, test } from '@jest/globals'
import { agent, entry, fileRef, frame, session, text, words } from '../testing/entries'
import { setUpDesk } from '../testing/set-up-desk'

describe('typing', () => {
  test('is told every three seconds while it goes on, and at once after a message', () => {
    const { client, clock, welcome, posted } = setUpDesk()
    welcome(session())
    const typed = () => posted().filter((command) => Object(command).t === 'typing').length
    client.types('s1')
    clock.advance(2_999)
    client.types('s1')
    expect(typed()).toBe(1)
    clock.advance(1)
    client.types('s1')
    expect(typed()).toBe(2)
    client.say('s1', words('好'))
    client.types('s1')
    expect(typed()).toBe(3)
  })

  test('of a customer is shown for six seconds after the last sign', () => {
    const { client, network, clock, welcome } = setUpDesk()
    welcome(session())
    const isTyping = () => client.store.state.typing.has('s1')
    network.line.say({ t: 'typing', sessionId: 's1' })
    clock.advance(4_000)
    network.line.say({ t: 'typing', sessionId: 's1' })
    clock.advance(5_999)
    expect(isTyping()).toBe(true)
    clock.advance(1)
    expect(isTyping()).toBe(false)
  })

  test('of a customer ends with a message of theirs, not with one of the agent', () => {
    const { client, network, welcome } = setUpDesk()
    welcome(session())
    network.line.say(frame([text(1)], true))
    network.line.say({ t: 'typing', sessionId: 's1' })
    network.line.say(frame([text(2, agent)]))
    expect(client.store.state.typing.has('s1')).toBe(true)
    network.line.say(frame([entry(3, { kind: 'voice', file: fileRef('f'), seconds: 2 })]))
    expect(client.store.state.typing.has('s1')).toBe(false)
  })
})
