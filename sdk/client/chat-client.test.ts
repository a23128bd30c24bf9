import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { chatRig as setUp } from '../testing/chat-rig'
import { refusal, wireOf } from '../testing/entries'

describe('a message', () => {
  test('is on the screen at once, and once, when the log has it', () => {
    const { centre, make, listen, shown } = setUp()
    const client = make()
    listen(client)
    centre.answer()
    client.say('hello')
    expect(shown(client.snapshot)).toEqual(['hello sending'])
    centre.answer()
    expect(shown(client.snapshot)).toEqual(['hello'])
    expect(client.snapshot.pending).toEqual([])
  })
  test('of white space is not sent', () => {
    const { make, listen } = setUp()
    const client = make()
    listen(client)
    client.say(' \n ')
    expect(client.snapshot.pending).toEqual([])
  })
  test('P2 whose acknowledgement was lost is sent again after the welcome, and written once', () => {
    const { centre, make, listen, shown, reconnect } = setUp()
    const client = make()
    listen(client)
    centre.answer()
    centre.losesAcks = true
    client.say('one')
    client.say('two')
    centre.answer()
    centre.losesAcks = false
    reconnect()
    expect(centre.texts).toEqual(['one', 'two'])
    expect(shown(client.snapshot)).toEqual(['one', 'two'])
    expect(client.snapshot.pending).toEqual([])
  })
  test('said while offline goes out in order, also after a restart of the mini-program', () => {
    const { platform, centre, make, listen, shown } = setUp()
    const client = make()
    const { stop } = listen(client)
    client.say('one')
    client.say('two')
    stop()
    const next = make()
    listen(next)
    expect(shown(next.snapshot)).toEqual(['one sending', 'two sending'])
    centre.answer()
    centre.answer()
    expect(centre.texts).toEqual(['one', 'two'])
    expect(shown(next.snapshot)).toEqual(['one', 'two'])
    expect(platform.stored.get('ccc-outbox:c1@centre')).toBe('[]')
  })
  test('that is refused says why, and can be sent again under the same id', () => {
    const { platform, centre, make, listen, shown } = setUp()
    const client = make()
    listen(client)
    centre.answer()
    client.say('one')
    const id = client.snapshot.pending[0]?.command.id ?? ''
    platform.socket.say({ t: 'nack', id, error: refusal })
    expect(shown(client.snapshot)).toEqual(['one failed'])
    client.resend(id)
    expect(platform.socket.frames.at(-1)).toMatchObject({ t: 'send', id })
  })
})

describe('the log', () => {
  test('P4 with a hole makes the client resume instead of showing it', () => {
    const { platform, centre, make, listen, shown } = setUp()
    const client = make()
    const { calls } = listen(client)
    centre.answer()
    centre.says('one')
    centre.logs('two')
    centre.says('three')
    expect(platform.sockets[0]?.isOpen).toBe(false)
    platform.pass(1_000)
    centre.answer()
    expect(shown(client.snapshot)).toEqual(['one', 'two', 'three'])
    for (const call of calls) expect(shown(call)).not.toEqual(['one', 'three'])
  })
  test('is asked for page by page, once at a time, up to its beginning', () => {
    const { platform, centre, make, listen } = setUp()
    for (let count = 1; count <= 120; count += 1) centre.logs(`${count}`)
    const client = make()
    listen(client)
    centre.answer()
    client.loadOlder()
    client.loadOlder()
    expect(platform.socket.frames.filter(({ t }) => t === 'history')).toEqual([{ t: 'history', before: 71 }])
    expect(client.snapshot.loadingOlder).toBe(true)
    centre.answer()
    client.loadOlder()
    centre.answer()
    expect(client.snapshot.conversation.entries).toHaveLength(120)
    client.loadOlder()
    expect(platform.socket.frames.filter(({ t }) => t === 'history')).toHaveLength(2)
  })
  test('that is asked for when the connection breaks can be asked for again', () => {
    const { centre, make, listen, reconnect } = setUp()
    for (let count = 1; count <= 120; count += 1) centre.logs(`${count}`)
    const client = make()
    listen(client)
    centre.answer()
    client.loadOlder()
    reconnect()
    expect(client.snapshot.loadingOlder).toBe(false)
    client.loadOlder()
    centre.answer()
    expect(client.snapshot.conversation.entries).toHaveLength(100)
  })
  test('of a new epoch replaces what was shown, and what was unsent goes out into it', () => {
    const { centre, make, listen, shown, reconnect } = setUp()
    const client = make()
    listen(client)
    centre.answer()
    centre.says('old')
    client.say('mine')
    centre.epoch = 'e2'
    centre.entries = []
    reconnect()
    expect(shown(client.snapshot)).toEqual(['mine'])
  })
})

describe('pages', () => {
  test('share one socket and all hear the same; the last one to leave closes it', () => {
    const { platform, centre, make, listen } = setUp()
    const client = make()
    const first = listen(client)
    const second = listen(client)
    centre.answer()
    centre.says('one')
    expect(platform.sockets).toHaveLength(1)
    expect(first.calls.at(-1)).toEqual(second.calls.at(-1))
    first.stop()
    centre.says('two')
    expect(second.calls.at(-1)?.conversation.entries).toHaveLength(2)
    second.stop()
    expect(platform.socket.isOpen).toBe(false)
  })
  test('hear of each frame once', () => {
    const { centre, make, listen } = setUp()
    const client = make()
    const { calls } = listen(client)
    centre.answer()
    expect(calls.map(({ connection }) => connection.status)).toEqual(['connecting', 'online'])
    centre.says('one')
    expect(calls).toHaveLength(3)
  })
  test('come back to what was shown, and resume from there', () => {
    const { platform, centre, make, listen, shown } = setUp()
    const client = make()
    const first = listen(client)
    centre.answer()
    centre.says('one')
    first.stop()
    centre.logs('two')
    listen(client)
    expect(shown(client.snapshot)).toEqual(['one'])
    centre.answer()
    expect(platform.socket.frames[0]).toMatchObject({ position: { epoch: 'e1', seq: 1 } })
    expect(shown(client.snapshot)).toEqual(['one', 'two'])
  })
})

describe('a session', () => {
  test('is entered by itself when there is none yet, and only then', () => {
    const { platform, centre, make, listen } = setUp()
    centre.state = { phase: 'none' }
    listen(make())
    centre.answer()
    expect(platform.socket.frames.map(({ t }) => t)).toEqual(['hello', 'enter'])
    const closed = setUp()
    closed.centre.state = { phase: 'closed', closeReason: 'agent_ended' }
    closed.listen(closed.make())
    closed.centre.answer()
    expect(closed.platform.socket.frames.map(({ t }) => t)).toEqual(['hello'])
  })
  test('is not entered beside a message, which opens one', () => {
    const { platform, centre, make, listen } = setUp()
    centre.state = { phase: 'none' }
    const client = make()
    listen(client)
    client.say('hello')
    centre.answer()
    expect(platform.socket.frames.map(({ t }) => t)).toEqual(['hello', 'send'])
  })
  test('that cannot be entered is an error of the page', () => {
    const { platform, centre, make, listen } = setUp()
    const client = make()
    const { errors } = listen(client)
    centre.answer()
    client.once({ t: 'enter' })
    client.once({ t: 'enter' })
    const frame = platform.socket.frames.at(-1)
    expect(platform.socket.frames.filter(({ t }) => t === 'enter')).toHaveLength(1)
    platform.socket.say({
      t: 'nack',
      id: frame?.t === 'enter' ? frame.id : '',
      error: wireOf('FLOW_UNPUBLISHED'),
    })
    expect(errors).toEqual(['FLOW_UNPUBLISHED'])
    expect(client.isEntering).toBe(false)
  })
})

describe('P10 another customer on the same phone', () => {
  test('sees nothing of the one before, and says nothing in their name', () => {
    const { platform, sessions, centre, make, listen, shown } = setUp()
    const client = make()
    const { stop } = listen(client)
    centre.answer()
    centre.says('secret')
    client.say('unsent')
    stop()
    sessions.customerId = 'c2'
    sessions.loggedIn()
    listen(client)
    centre.entries = []
    platform.socket.open()
    expect(platform.socket.frames).toMatchObject([{ t: 'hello', position: null }])
    centre.answer()
    expect(shown(client.snapshot)).toEqual([])
    expect(centre.texts).toEqual([])
  })
})

describe('whatever the network does', () => {
  const step = fc.constantFrom(
    'say',
    'centre says',
    'centre logs',
    'answer',
    'break',
    'reopen',
    'loses acks',
    'restart',
  )
  test('P1 P2 P3 in the end the screen shows the log, and the log has each message once and in order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { platform, centre, make, listen, shown, reconnect } = setUp()
        let client = make()
        let { stop } = listen(client)
        const said: string[] = []
        for (const move of steps) {
          centre.losesAcks = move === 'loses acks'
          if (move === 'say' || move === 'loses acks') {
            said.push(`mine ${said.length}`)
            client.say(said.at(-1) ?? '')
          }
          if (move === 'centre says' && platform.socket.frames.length > 0) centre.says('theirs')
          if (move === 'centre logs') centre.logs('theirs')
          if (move === 'answer' || move === 'loses acks') centre.answer()
          if (move === 'break') platform.socket.break()
          if (move === 'reopen') platform.pass(30_000)
          if (move === 'restart') {
            stop()
            client = make()
            stop = listen(client).stop
          }
        }
        centre.losesAcks = false
        reconnect()
        for (let turn = 0; turn < 3; turn += 1) centre.answer()
        expect(centre.texts.filter((words) => words !== 'theirs')).toEqual(said)
        expect(shown(client.snapshot)).toEqual(centre.texts.slice(-shown(client.snapshot).length))
        expect(client.snapshot.conversation.entries.at(-1)).toEqual(centre.entries.at(-1))
        expect(client.snapshot.pending).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
