import { describe, expect, test } from '@jest/globals'
import { chatRig } from '../testing/chat-rig'
import { agent, customer, entry, serving, text, wireOf } from '../testing/entries'
import { settled } from '../testing/fake-sessions'

describe('recall', () => {
  test('blanks the message, and whatever quotes it, on this phone too', () => {
    const { centre, online, shown } = chatRig()
    const { client } = online()
    client.say('oops')
    centre.answer()
    const quote = { seq: 1, kind: 'text', name: '', text: 'oops' }
    centre.adds(entry(2, { kind: 'text', text: 'pardon?', quote }, agent))
    client.recall(1)
    client.recall(1)
    centre.answer()
    expect(shown(client.snapshot)).toEqual(['recalled', 'pardon?', 'recall'])
    expect(client.snapshot.conversation.entries[1]?.body).toMatchObject({ quote: { kind: 'recalled', text: '' } })
    expect(client.snapshot.pending).toEqual([])
    expect(centre.entries).toHaveLength(3)
  })
  test('that comes too late is told, and leaves nothing behind', () => {
    const { platform, online, sent } = chatRig()
    const { client, errors } = online()
    client.recall(1)
    const [frame] = sent('recall')
    const id = frame?.t === 'recall' ? frame.id : ''
    platform.socket.say({ t: 'nack', id, error: wireOf('RECALL_TOO_LATE') })
    expect(errors).toEqual(['RECALL_TOO_LATE'])
    expect(client.snapshot.pending).toEqual([])
  })
})

describe('a customer who is blocked', () => {
  const blocked = { code: 'CUSTOMER_BLOCKED', zh: '您已被限制使用在线客服', en: 'Blocked' }

  test('is told of each message that it failed, also of what was on its way, and of one that is sent again', () => {
    const { platform, online } = chatRig()
    const { client } = online()
    client.say('on its way')
    platform.socket.say({ t: 'error', error: blocked, fatal: true })
    client.say('later')
    const states = () => client.snapshot.pending.map(({ status, error }) => [status, error?.code])
    const failed = ['failed', 'CUSTOMER_BLOCKED']
    expect(states()).toEqual([failed, failed])
    client.resend(client.snapshot.pending[0]?.command.id ?? '')
    expect(states()).toEqual([failed, failed])
  })
})

describe('a quote', () => {
  test('goes out as the seq of what is answered', () => {
    const { online, sent } = chatRig()
    online().client.say('this one', 7)
    expect(sent('send')).toMatchObject([{ content: { kind: 'text', text: 'this one', quote: 7 } }])
  })
})

describe('what is unread', () => {
  test('stays nothing for who listens elsewhere while a screen shows all of it', () => {
    const { centre, make } = chatRig()
    const client = make()
    const heard: number[] = []
    client.watch('flow', { changed: ({ unread }) => heard.push(unread) })
    client.subscribe('flow', {
      changed: ({ conversation: { entries } }) => client.read(entries[entries.length - 1]?.seq ?? 0),
    })
    centre.state = { ...serving, unread: 2 }
    for (const words of ['one', 'two']) centre.logs(words)
    centre.answer()
    centre.state = { ...serving, unread: 1 }
    centre.says('three')
    expect(new Set(heard)).toEqual(new Set([0]))
  })
  test('is what the call centre counts, until something is read', () => {
    const { centre, online } = chatRig()
    centre.state = { phase: 'serving', unread: 3 }
    const { client } = online()
    expect(client.snapshot.unread).toBe(3)
  })
  test('shrinks at once by what is read, and grows by what others say', () => {
    const { centre, online } = chatRig()
    centre.state = { phase: 'serving', unread: 3 }
    for (const words of ['one', 'two', 'three']) centre.logs(words)
    const { client } = online()
    client.read(2)
    expect(client.snapshot.unread).toBe(1)
    client.read(3)
    expect(client.snapshot.unread).toBe(0)
    centre.state = { phase: 'serving', unread: 1 }
    centre.says('four')
    expect(client.snapshot.unread).toBe(1)
    client.say('mine')
    centre.answer()
    expect(client.snapshot.unread).toBe(1)
  })
})

describe('a read mark', () => {
  test('is told once, and never goes back', () => {
    const { centre, online, sent } = chatRig()
    for (const words of ['one', 'two', 'three']) centre.logs(words)
    const { client } = online()
    client.read(2)
    client.read(2)
    client.read(1)
    client.read(3)
    expect(sent('read')).toEqual([
      { t: 'read', seq: 2 },
      { t: 'read', seq: 3 },
    ])
  })
  test('made offline is told when the connection is back', () => {
    const { platform, centre, online, sent } = chatRig()
    centre.logs('one')
    const { client } = online()
    platform.socket.break()
    client.read(1)
    platform.pass(1_000)
    centre.answer()
    expect(sent('read')).toEqual([{ t: 'read', seq: 1 }])
  })
  test('holds for one life of the log', () => {
    const { centre, online, sent, reconnect } = chatRig()
    for (const words of ['one', 'two']) centre.logs(words)
    const { client } = online()
    client.read(2)
    centre.epoch = 'e2'
    centre.entries = []
    centre.state = { phase: 'serving', unread: 1 }
    centre.logs('new')
    reconnect()
    expect(sent('read')).toEqual([])
    expect(client.snapshot.unread).toBe(1)
    client.read(1)
    expect(sent('read')).toEqual([{ t: 'read', seq: 1 }])
  })
})

describe('typing', () => {
  test('is told every 3 seconds at most, to an agent only, and at once after a message', () => {
    const { platform, centre, online, sent } = chatRig()
    const { client } = online()
    client.typing()
    expect(sent('typing')).toHaveLength(0)
    centre.state = serving
    centre.says('hello')
    client.typing()
    platform.pass(2_999)
    client.typing()
    expect(sent('typing')).toHaveLength(1)
    platform.pass(1)
    client.typing()
    expect(sent('typing')).toHaveLength(2)
    client.say('done')
    client.typing()
    expect(sent('typing')).toHaveLength(3)
  })
  test('of the agent is shown for 6 seconds after it was last told', () => {
    const { platform, centre, online } = chatRig()
    centre.state = serving
    const { client, calls } = online()
    platform.socket.say({ t: 'typing' })
    platform.pass(3_000)
    platform.socket.say({ t: 'typing' })
    platform.pass(5_999)
    expect(client.snapshot.agentTyping).toBe(true)
    platform.pass(1)
    expect(calls.at(-1)?.agentTyping).toBe(false)
  })
  test.each([
    ['their message', () => text(1, 'here it is'), serving],
    ['the end of the session', () => entry(1, { kind: 'event', event: 'queued' }), { phase: 'closed' as const }],
  ])('of the agent ends with %s', (_, made, state) => {
    const { platform, centre, online } = chatRig()
    centre.state = serving
    const { client } = online()
    platform.socket.say({ t: 'typing' })
    centre.state = state
    centre.adds(made())
    expect(client.snapshot.agentTyping).toBe(false)
  })
  test('of the agent goes on while the customer speaks, and ends with the connection', () => {
    const { platform, centre, online } = chatRig()
    centre.state = serving
    const { client } = online()
    platform.socket.say({ t: 'typing' })
    centre.adds(text(1, 'mine', customer))
    expect(client.snapshot.agentTyping).toBe(true)
    platform.socket.break()
    expect(client.snapshot.agentTyping).toBe(false)
  })
})

describe('a command', () => {
  test('to leave the queue is given once at a time, and done when it is acknowledged', () => {
    const { centre, online, sent } = chatRig()
    const { client } = online()
    client.once({ t: 'leave' })
    client.once({ t: 'leave' })
    expect(sent('leave')).toHaveLength(1)
    expect(client.isPending('leave')).toBe(true)
    centre.answer()
    expect(client.isPending('leave')).toBe(false)
  })
  test('P2 to rate survives a restart of the mini-program, and rates once', () => {
    const { centre, make, listen, online } = chatRig()
    const first = online()
    first.client.once({ t: 'rate', sessionId: 's1', score: 5, tags: ['fast'] })
    first.stop()
    const client = make()
    listen(client)
    expect(client.isPending('rate')).toBe(true)
    centre.answer()
    expect(centre.entries.map(({ body }) => body)).toEqual([{ kind: 'rating', score: 5, tags: ['fast'] }])
    expect(client.isPending('rate')).toBe(false)
  })
  test('to leave a message that is refused is told', () => {
    const { platform, online, sent } = chatRig()
    const { client, errors } = online()
    client.once({ t: 'leaveMessage', text: 'call me', contact: '10086' })
    const [frame] = sent('leaveMessage')
    expect(frame).toMatchObject({ text: 'call me', contact: '10086' })
    const id = frame?.t === 'leaveMessage' ? frame.id : ''
    platform.socket.say({ t: 'nack', id, error: wireOf('MESSAGE_NOT_WANTED') })
    expect(errors).toEqual(['MESSAGE_NOT_WANTED'])
    expect(client.isPending('leaveMessage')).toBe(false)
  })
  test('to set attributes replaces an earlier one that is not out yet', () => {
    const { centre, make, listen, sent } = chatRig()
    const client = make()
    listen(client)
    client.setAttributes({ level: '1' })
    client.setAttributes({ level: '2' })
    centre.answer()
    expect(sent('attributes')).toMatchObject([{ attributes: { level: '2' } }])
  })
  test('does not wait for files', async () => {
    const { platform, online, sent } = chatRig()
    const { client } = online()
    client.sendFile({ kind: 'image', path: 'a', name: 'a', size: 1 })
    await settled()
    client.once({ t: 'leave' })
    expect(platform.uploads).toHaveLength(1)
    expect(sent('leave')).toHaveLength(1)
  })
})

describe('whoever only watches', () => {
  test('hears what is unread, and opens no session', () => {
    const { centre, make, sent } = chatRig()
    centre.state = { phase: 'none', unread: 2 }
    const client = make()
    const heard: number[] = []
    client.watch('flow', { changed: ({ unread }) => heard.push(unread) })
    centre.answer()
    expect(heard.at(-1)).toBe(2)
    expect(sent('enter')).toHaveLength(0)
  })
  test('shares the socket with a page, whose coming opens the session and whose going leaves the connection', () => {
    const { platform, centre, make, listen, sent } = chatRig()
    centre.state = { phase: 'none' }
    const client = make()
    const stopWatching = client.watch('flow', { changed() {} })
    centre.answer()
    const page = listen(client)
    expect(sent('enter')).toHaveLength(1)
    page.stop()
    expect(platform.sockets.map(({ isOpen }) => isOpen)).toEqual([true])
    stopWatching()
    expect(platform.socket.isOpen).toBe(false)
  })
  test('does not change the flow that a page entered with', () => {
    const { platform, make, listen } = chatRig()
    const client = make()
    listen(client)
    client.watch('other', { changed() {} })
    expect(platform.sockets).toHaveLength(1)
  })
  test('makes nobody log in who was never here, and connects once somebody does', async () => {
    const { platform, sessions, make } = chatRig()
    sessions.session = null
    const client = make()
    client.watch('flow', { changed() {} })
    await settled()
    expect([sessions.logins, platform.sockets.length]).toEqual([0, 0])
    sessions.loggedIn()
    client.signedIn('flow')
    expect(platform.sockets).toHaveLength(1)
  })
})

describe('logging out', () => {
  test('P10 takes everything off the screen, says so, and stays out until somebody logs in', async () => {
    const { platform, sessions, centre, online, shown } = chatRig()
    const { client } = online()
    centre.says('secret')
    client.say('unsent')
    sessions.session = null
    client.signedOut()
    expect(shown(client.snapshot)).toEqual([])
    expect(client.snapshot.connection).toMatchObject({ status: 'failed', error: { code: 'LOGGED_OUT' } })
    platform.pass(600_000)
    platform.show()
    await settled()
    expect([sessions.logins, platform.sockets.length]).toEqual([0, 1])
    sessions.customerId = 'c2'
    sessions.loggedIn()
    client.signedIn('flow')
    centre.entries = []
    centre.answer()
    expect(shown(client.snapshot)).toEqual([])
    expect(centre.texts).toEqual([])
  })
  test('and in again as another customer says hello anew', () => {
    const { platform, sessions, centre, online } = chatRig()
    const { client } = online()
    centre.says('secret')
    sessions.customerId = 'c2'
    sessions.loggedIn()
    client.signedIn('flow')
    expect(platform.sockets).toHaveLength(2)
    platform.socket.open()
    expect(platform.socket.frames).toMatchObject([{ t: 'hello', position: null }])
  })
  test('a login as the same customer leaves the connection alone', () => {
    const { platform, sessions, online } = chatRig()
    const { client } = online()
    sessions.renew('token-9')
    client.signedIn('flow')
    expect(platform.sockets).toHaveLength(1)
  })
})
