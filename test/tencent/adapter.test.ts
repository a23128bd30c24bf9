import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readMessage } from '../../sdk/transport/tencent/read-message'
import { ringing } from '../conformance/desk'
import { until } from './centre'
import { chatConstants } from './chat-constants'
import { type TencentWorld, tencentWorld } from './worlds'

const { TYPES } = chatConstants

let world: TencentWorld
beforeEach(async () => {
  world = await tencentWorld()
})
afterEach(() => world.close())

type Rig = Awaited<ReturnType<TencentWorld['rig']>>

const status = (rig: Rig) => rig.snapshot().connection.status
const online = (rig: Rig) => until(() => status(rig) === 'online')
const greeted = async (user: string) => {
  const rig = await world.rig(user)
  await until(() => rig.snapshot().conversation.state.menuSeq !== undefined)
  return rig
}
const served = async (user: string) => {
  const agent = await world.centre.agent()
  const rig = await greeted(user)
  rig.client.say('人工')
  const sessionId = await ringing(agent)
  await agent.command({ t: 'accept', sessionId })
  await until(() => rig.snapshot().conversation.state.phase === 'serving')
  const says = (text: string) => agent.command({ t: 'send', sessionId, content: { kind: 'text', text } })
  return { agent, rig, sessionId, says }
}
/** what the customer's other clients, which are not ours, show as said by the customer */
const seenElsewhere = (userId: string) =>
  world.tencent.messages.filter(({ from, isOnlineOnly }) => from === userId && !isOnlineOnly)
const userIdOf = (rig: Rig) => rig.customerId.replaceAll('-', '')

describe('the login', () => {
  test('one instance, whatever happens, and no listener is left behind', async () => {
    const rig = await greeted('one')
    const { listeners } = rig.chat
    expect(listeners).toBe(6)
    for (let round = 0; round < 3; round += 1) {
      rig.client.reconnect()
      await until(() => status(rig) !== 'online')
      await online(rig)
    }
    expect(rig.modules.created).toBe(1)
    expect(rig.chat.listeners).toBe(listeners)
    rig.stop()
    expect(rig.chat.listeners).toBe(0)
    expect(rig.chat.isReady()).toBe(false)
  })

  test('an expired UserSig is replaced by a new one, and nothing is lost', async () => {
    const { rig, says } = await served('expired')
    rig.chat.kick(TYPES.KICKED_OUT_USERSIG_EXPIRED)
    expect(status(rig)).toBe('reconnecting')
    await says('while you were out')
    rig.client.say('before I am back')
    rig.phone.pass(31_000)
    await online(rig)
    await until(() => rig.texts().includes('before I am back') && rig.texts().includes('while you were out'))
    expect(rig.snapshot().pending).toEqual([])
  })

  test.each([TYPES.KICKED_OUT_MULT_ACCOUNT, TYPES.KICKED_OUT_MULT_DEVICE, TYPES.KICKED_OUT_REST_API])(
    'kicked out (%s), the reader is told, and nothing is tried until they ask',
    async (type) => {
      const rig = await greeted('kicked')
      rig.chat.kick(String(type))
      expect(rig.snapshot().connection).toMatchObject({ status: 'failed', error: { code: 'KICKED_OUT' } })
      rig.phone.pass(600_000)
      expect(status(rig)).toBe('failed')
      rig.client.reconnect()
      await online(rig)
    },
  )

  test('a call centre without the channel is told, and nothing is tried until the reader asks', async () => {
    const other = await tencentWorld(undefined, false)
    const rig = await other.rig('nobody')
    await until(() => status(rig) === 'failed')
    expect(rig.snapshot().connection.error?.code).toBe('TENCENT_OFF')
    await other.close()
  })

  test('while Tencent is not to be had, it is tried again', async () => {
    world.tencent.restErrors.push(60_008)
    const rig = await world.rig('early')
    await until(() => rig.snapshot().connection.error?.code === 'TENCENT_UNAVAILABLE')
    expect(status(rig)).toBe('reconnecting')
    rig.phone.pass(31_000)
    await online(rig)
  })

  test('a token that ended is replaced by a new login', async () => {
    const rig = await greeted('token')
    await world.centre.ask(`delete from tokens where audience = 'customer'`)
    rig.client.reconnect()
    await until(() => status(rig) === 'connecting' || status(rig) === 'reconnecting')
    await online(rig)
  })
})

describe('commands', () => {
  test('texts and places are shown by any client, each once, although their acknowledgements were lost', async () => {
    const { rig } = await served('shown')
    world.tencent.fateOfPush = (message) => (message.isOnlineOnly ? 'lost' : 'arrives')
    rig.client.say('one')
    await until(async () => (await world.centre.log(rig.customerId)).some(({ body }) => isText(body, 'one')))
    world.makeCalm()
    rig.client.send({ kind: 'location', latitude: 39.9, longitude: 116.4, name: '天安门', address: '北京' })
    for (let round = 0; round < 5 && rig.snapshot().pending.length > 0; round += 1) {
      rig.phone.pass(20_000)
      await until(() => status(rig) === 'online')
    }
    await until(() => rig.snapshot().pending.length === 0)
    const kinds = seenElsewhere(userIdOf(rig)).map(({ elements }) => elements[0]?.MsgType)
    expect(kinds).toEqual(['TIMTextElem', 'TIMTextElem', 'TIMLocationElem'])
    const said = (await world.centre.log(rig.customerId)).filter(({ from }) => from.role === 'customer')
    expect(said.map(({ body }) => body.kind)).toEqual(['text', 'text', 'location'])
  })

  test('a quote comes through', async () => {
    const { rig, says } = await served('quote')
    await says('which one?')
    const asked = await until(() => rig.snapshot().conversation.entries.find(({ body }) => isText(body, 'which one?')))
    rig.client.say('this one', asked.seq)
    await until(() =>
      rig.snapshot().conversation.entries.some(({ body }) => body.kind === 'text' && body.quote?.text === 'which one?'),
    )
  })

  test('the longest text comes through, both ways', async () => {
    const { rig, says } = await served('long')
    const long = '中'.repeat(3_000)
    await says(long)
    await until(() => rig.texts().includes(long))
    const longest = '文'.repeat(4_000)
    await says(longest)
    await until(() => rig.texts().includes(longest))
    rig.client.say('字'.repeat(4_000))
    await until(() => rig.texts().includes('字'.repeat(4_000)))
  })

  test('what Tencent will not carry fails with a reason, holds up nothing, and can be sent again', async () => {
    const { rig } = await served('refused')
    world.tencent.verdict = ({ elements }) => (JSON.stringify(elements).includes('rude') ? 80_001 : 0)
    rig.client.say('rude')
    rig.client.say('polite')
    const failed = await until(() => rig.snapshot().pending.find((each) => each.status === 'failed'))
    expect(failed.error).toMatchObject({ code: 'TENCENT_REFUSED', en: expect.stringContaining('80001') })
    await until(() => rig.texts().includes('polite'))
    world.tencent.verdict = () => 0
    rig.client.resend(failed.command.id)
    await until(() => rig.texts().includes('rude'))
  })

  test('a failure that passes is tried again', async () => {
    const { rig } = await served('passing')
    world.tencent.verdict = () => 20_004
    rig.client.say('hello?')
    await until(() => rig.snapshot().pending.length === 1)
    world.tencent.verdict = () => 0
    rig.phone.pass(31_000)
    await until(() => rig.texts().includes('hello?'))
  })

  test('ratings, the queue and messages left travel as data that no other client shows', async () => {
    const { agent, rig, sessionId } = await served('rating')
    await agent.command({ t: 'end', sessionId })
    const { rating } = await until(() => {
      const { state } = rig.snapshot().conversation
      return state.rating ? state : undefined
    })
    rig.client.once({ t: 'rate', sessionId: rating?.sessionId ?? '', score: 5, tags: [] })
    await until(async () => (await world.centre.log(rig.customerId)).some(({ body }) => body.kind === 'rating'))
    await until(() => rig.snapshot().conversation.state.rating === undefined)
    expect(seenElsewhere(userIdOf(rig))).toHaveLength(1)
  })
})

describe('what comes', () => {
  test('of two states the later one holds, whatever comes last', async () => {
    const { rig } = await served('states')
    const { epoch, state } = rig.snapshot().conversation
    const later = Date.now() + 60_000
    const tell = (at: number, readByAgent: number) => {
      const frame = { t: 'entries', entries: [], state: { ...state, readByAgent } }
      const Data = JSON.stringify({ ccc: { epoch, at, frame } })
      rig.chat.push({
        from: 'ccc-service',
        to: userIdOf(rig),
        msgKey: '1_1_1',
        elements: [{ MsgType: 'TIMCustomElem', MsgContent: { Data } }],
        cloudCustomData: '',
        isOnlineOnly: true,
        withdrawn: false,
      })
    }
    tell(later, 2)
    expect(rig.snapshot().conversation.state.readByAgent).toBe(2)
    tell(later - 1, 1)
    expect(rig.snapshot().conversation.state.readByAgent).toBe(2)
    tell(later + 1, 3)
    expect(rig.snapshot().conversation.state.readByAgent).toBe(3)
  })

  test('a message in the service’s name that is not ours makes the client look, and shows nothing', async () => {
    const { rig } = await served('stranger')
    const before = rig.snapshot().conversation.entries.length
    rig.chat.push({
      from: 'ccc-service',
      to: userIdOf(rig),
      msgKey: '1_1_1',
      elements: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'from the console' } }],
      cloudCustomData: '',
      isOnlineOnly: false,
      withdrawn: false,
    })
    rig.chat.push({
      from: 'somebody-else',
      to: userIdOf(rig),
      msgKey: '1_1_2',
      elements: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'spam' } }],
      cloudCustomData: JSON.stringify({ ccc: { epoch: 'x', at: 1 } }),
      isOnlineOnly: false,
      withdrawn: false,
    })
    await until(() => status(rig) === 'online')
    expect(rig.snapshot().conversation.entries).toHaveLength(before)
  })

  test('a gap is closed as soon as the next message shows it', async () => {
    const { rig, says } = await served('gap')
    world.tencent.fateOfPush = () => 'lost'
    await says('lost on the way')
    const sent = (text: string) => world.tencent.messages.some(({ elements }) => elements[0]?.MsgContent.Text === text)
    await until(() => sent('lost on the way'))
    world.makeCalm()
    await says('arrives')
    // no time passes on the phone
    await until(() => rig.texts().includes('arrives'))
    expect(rig.texts().slice(-2)).toEqual(['lost on the way', 'arrives'])
  })

  test('a notification that was lost with nothing after it is noticed within a minute or so', async () => {
    const { rig, says } = await served('silence')
    world.tencent.fateOfPush = () => 'lost'
    await says('did you get this?')
    const { length } = world.tencent.messages
    await until(() => world.tencent.messages.length >= length)
    expect(rig.texts()).not.toContain('did you get this?')
    rig.phone.pass(75_000)
    await until(() => rig.texts().includes('did you get this?'))
  })
})

describe('reading a message', () => {
  const state = { phase: 'none' as const }
  const entry = { seq: 3, sessionId: 's', at: 5, from: { role: 'system' } }
  const data = (more: object) => JSON.stringify({ ccc: { epoch: 'e', at: 9, ...more } })
  const read = (payload: object, cloudCustomData = '') => readMessage({ payload, cloudCustomData }, state)
  const bodyOf = (payload: object) => {
    const frame = read(payload, data({ seq: 3, entry }))?.frame
    return frame?.t === 'entries' ? frame.entries[0]?.body : undefined
  }
  const plugin = (src: number, rest: object) => ({ data: JSON.stringify({ customerServicePlugin: 0, src, ...rest }) })

  test('what is not of the call centre is told from what is', () => {
    expect(read({ text: 'hi' })).toBeNull()
    expect(read({ text: 'hi' }, 'no JSON')).toBeNull()
    expect(read({ data: 'no JSON' })).toBeNull()
    expect(read({ text: 'hi' }, JSON.stringify({ ccc: { at: 1 } }))).toBeNull()
    expect(read({ text: 'hi' }, data({ seq: 3 }))).toEqual({ epoch: 'e', at: 9, seq: 3, frame: null })
  })

  test('a frame that is none of the protocol is none', () => {
    expect(read({}, data({ frame: { t: 'entries', entries: [{}] } }))?.frame).toBeNull()
    expect(read({}, data({ frame: { t: 'ack', id: 'a' } }))?.frame).toEqual({ t: 'ack', id: 'a' })
  })

  test('the plugin’s payloads: branch, card, rating', () => {
    expect(bodyOf({ text: 'words' })).toEqual({ kind: 'text', text: 'words' })
    const branch = plugin(15, { content: { header: 'choose', items: [{ content: 'one', desc: '1' }] } })
    expect(bodyOf(branch)).toEqual({ kind: 'menu', text: 'choose', options: [{ keyword: '1', name: 'one' }] })
    const card = plugin(22, { content: { header: 'Lamp', desc: '¥1', pic: 'https://x/y.png', url: '/p' } })
    expect(bodyOf(card)).toEqual({
      kind: 'card',
      card: { type: 'product', title: 'Lamp', description: '¥1', picture: 'https://x/y.png' },
    })
    expect(bodyOf(plugin(9, { menuContent: {} }))).toEqual({ kind: 'rating_invite', tags: [] })
    expect(bodyOf(plugin(24, {}))).toEqual({ kind: 'rating_invite', tags: [] })
    expect(bodyOf(plugin(99, {}))).toBeUndefined()
  })
})

const isText = (body: { kind: string }, text: string): boolean => 'text' in body && body.text === text
