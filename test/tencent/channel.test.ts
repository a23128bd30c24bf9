import { FileRef, parse } from '@ccc-store/core/protocol'
import { post } from '@ccc-store/mock-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { setBlocked } from '../../server/app/conversation/blocking'
import { ringing } from '../conformance/desk'
import { postFile, SAMPLES, upload } from '../conformance/files'
import { CENTRE_APP, Centre, FLOW, until } from './centre'
import type { FakeElement, FakeMessage } from './fake-tencent'
import { TENCENT_APP, type TencentWorld, tencentWorld } from './worlds'

let world: TencentWorld
beforeAll(async () => {
  world = await tencentWorld()
})
afterAll(() => world.close())
beforeEach(() => world.makeCalm())

const SERVICE = 'ccc-service'
let users = 0

async function join(token: string, ivrId: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${world.centre.url}/v1/customer/tencent?ivrId=${ivrId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  })
  return { status: answer.status, body: await answer.json() }
}

/** A customer whose client is not ours: only an account on Tencent Cloud Chat, joined by the team's own app. */
async function foreigner() {
  users += 1
  const { token, customer } = await world.centre.logIn(`foreigner-${users}`)
  const { body: session } = await join(token, FLOW)
  const userId = customer.customerId.replaceAll('-', '')
  const say = (elements: readonly FakeElement[], more: Partial<FakeMessage> = {}) => {
    const refused = world.tencent.fromPhone({
      from: userId,
      to: SERVICE,
      elements,
      cloudCustomData: '',
      isOnlineOnly: false,
      ...more,
    })
    expect(refused).toBe(0)
    const message = world.tencent.messages.at(-1)
    if (!message) throw new Error('nothing was kept')
    return message
  }
  const log = () => world.centre.log(customer.customerId)
  const bodies = async () => (await log()).filter(({ from }) => from.role === 'customer').map(({ body }) => body)
  const received = () =>
    world.tencent.messages.filter(({ to, from, isOnlineOnly }) => to === userId && from === SERVICE && !isOnlineOnly)
  return { session, userId, token, customer, say, log, bodies, received }
}

const text = (Text: string): FakeElement => ({ MsgType: 'TIMTextElem', MsgContent: { Text } })
const dataOf = ({ elements }: FakeMessage) => JSON.parse(String(elements[0]?.MsgContent.Data ?? '{}'))

describe('joining', () => {
  test('gives what a client logs in with, and the account is known at Tencent', async () => {
    const { session, userId } = await foreigner()
    expect(session).toMatchObject({ sdkAppId: TENCENT_APP.sdkAppId, userId, serviceAccount: SERVICE })
    expect(userId).toHaveLength(32)
    expect(world.tencent.accounts).toContain(userId)
    expect(world.tencent.logIn(userId, Reflect.get(Object(session), 'userSig'), { push() {}, revoked() {} })).toBe(0)
  })

  test('gives a UserSig that ends with the login: nothing takes it back', async () => {
    const { token, customer } = await world.centre.logIn('short-of-time')
    const expires_at = Date.now() + 600_000
    await world.centre.ask('update tokens set expires_at = ? where subject_id = ?', expires_at, customer.customerId)
    const { body } = await join(token, FLOW)
    const expiresAt = Reflect.get(Object(body), 'expiresAt')
    expect(Math.abs(expires_at - expiresAt)).toBeLessThan(5_000)
  })

  test('needs a login', async () => {
    const answer = await post(`${world.centre.url}/v1/customer/tencent?ivrId=${FLOW}`, {})
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHENTICATED' } } })
  })

  const flowOf = async (user: string) => {
    const delivery = await world.centre.context.store.read(({ tencent }) => tencent.delivery({ userId: user }))
    return delivery?.ivrId
  }
  const setStatus = (status: 'draft' | 'published') =>
    world.centre.ask('update flows set status = ? where ivr_id = ?', status, FLOW)

  test('with a flow that is not there is refused, and the one joined with before stays', async () => {
    const { token, userId, say, bodies } = await foreigner()
    const answer = await join(token, 'nope')
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'FLOW_UNKNOWN' } } })
    expect(await flowOf(userId)).toBe(FLOW)
    say([text('still here')])
    await until(async () => (await bodies()).length > 0)
    expect(await bodies()).toEqual([{ kind: 'text', text: 'still here' }])
  })

  test('for the first time with a flow that is not there leaves nothing behind', async () => {
    const { token, customer } = await world.centre.logIn('lost')
    const userId = customer.customerId.replaceAll('-', '')
    expect(await join(token, 'nope')).toMatchObject({ status: 404 })
    expect(await flowOf(userId)).toBeUndefined()
    expect(world.tencent.accounts).not.toContain(userId)
  })

  test('with a flow that is not published is refused; a session that is open goes on', async () => {
    const waiting = await foreigner()
    const talking = await foreigner()
    talking.say([text('hello')])
    await until(async () => (await talking.bodies()).length > 0)
    await setStatus('draft')
    const [refused, goesOn, elsewhere] = [
      await join(waiting.token, FLOW),
      await join(talking.token, FLOW),
      await join(talking.token, 'nope'),
    ]
    await setStatus('published')
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'FLOW_UNPUBLISHED' } } })
    expect([goesOn.status, elsewhere.status]).toEqual([200, 200])
    expect(await flowOf(talking.userId)).toBe(FLOW)
  })

  test('is answered by an error while Tencent is not to be had', async () => {
    const { token } = await world.centre.logIn('unlucky')
    world.tencent.restVerdict = (path) => (path.endsWith('account_import') ? 60_008 : 0)
    expect(await join(token, FLOW)).toMatchObject({ status: 502, body: { error: { code: 'TENCENT_UNAVAILABLE' } } })
  })

  test('without the settings the routes say that the channel is off', async () => {
    const centre = new Centre()
    await centre.start()
    const off = { status: 404, body: { error: { code: 'TENCENT_OFF' } } }
    expect(await post(`${centre.url}/v1/customer/tencent?ivrId=${FLOW}`, {})).toMatchObject(off)
    expect(await post(`${centre.url}/v1/tencent/callback`, {})).toMatchObject(off)
    await centre.stop()
  })
})

describe('callbacks', () => {
  const message: FakeMessage = {
    from: 'x',
    to: SERVICE,
    msgKey: '1_2_3',
    elements: [text('hello')],
    cloudCustomData: '',
    isOnlineOnly: false,
    withdrawn: false,
  }
  const send = async (change: (query: URLSearchParams) => void, more: Partial<FakeMessage> = {}) => {
    const from = world.tencent.callbackAnswers.length
    await world.tencent.callback('C2C.CallbackAfterSendMsg', 'iOS', { ...message, ...more }, change)
    return world.tencent.callbackAnswers[from]
  }
  const refused = (detail: string) => ({
    error: expect.objectContaining({ code: 'TENCENT_CALLBACK_REFUSED', en: expect.stringContaining(detail) }),
  })

  test.each([
    ['a wrong Sign', 'Sign', 'Sign', '0'.repeat(64)],
    ['no Sign', 'Sign', 'Sign', ''],
    ['a RequestTime that it was not signed for', 'RequestTime', 'Sign', '1767225600'],
    ['another app', 'SdkAppid', 'SdkAppid', '1'],
  ])('P10 with %s are refused', async (_, name, fault, value) => {
    expect(await send((query) => query.set(name, value))).toEqual(refused(fault))
  })

  test('P10 that are older than a minute are refused, although signed', async () => {
    const { createHash } = await import('node:crypto')
    const old = String(Math.floor(Date.now() / 1_000) - 120)
    const sign = createHash('sha256')
      .update(TENCENT_APP.callbackToken + old)
      .digest('hex')
    const answer = await send((query) => {
      query.set('RequestTime', old)
      query.set('Sign', sign)
    })
    expect(answer).toEqual(refused('RequestTime'))
  })

  test('of accounts that never joined, and what is not understood, are answered with OK and change nothing', async () => {
    const ok = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }
    expect(await send(() => {}, { from: 'nobody' })).toEqual(ok)
    const { userId, bodies } = await foreigner()
    expect(await send(() => {}, { from: userId, cloudCustomData: '{"ccc":{"frame":{"t":"fly"}}}' })).toEqual(ok)
    expect(await bodies()).toEqual([])
  })

  test('P8 the same callback again has no second effect', async () => {
    const { say, bodies } = await foreigner()
    world.tencent.fateOfCallback = () => 'twice'
    const said = say([text('once')])
    await until(async () => (await bodies()).length > 0)
    await world.tencent.callback('C2C.CallbackAfterSendMsg', 'iOS', said)
    expect(await bodies()).toEqual([{ kind: 'text', text: 'once' }])
  })

  test('P8 what the call centre itself sent does not come back as something said', async () => {
    const { say, log } = await foreigner()
    say([text('1')])
    await until(async () => (await log()).length > 3)
    const before = (await log()).length
    for (const sent of world.tencent.messages.filter(({ from }) => from === SERVICE)) {
      await world.tencent.callback('C2C.CallbackAfterSendMsg', 'RESTAPI', sent)
      await world.tencent.callback('C2C.CallbackAfterSendMsg', 'iOS', sent)
    }
    expect(await log()).toHaveLength(before)
  })

  test('are answered within two seconds, however busy the store is, and what they brought is done all the same', async () => {
    const { say, bodies } = await foreigner()
    const { store } = world.centre.context
    let release = () => {}
    const busy = store.write(
      'test',
      () =>
        new Promise<void>((resolve) => {
          release = resolve
        }),
    )
    const from = world.tencent.callbackAnswers.length
    const since = Date.now()
    say([text('patience')])
    await until(() => world.tencent.callbackAnswers.length > from)
    expect(Date.now() - since).toBeLessThan(2_000)
    expect(world.tencent.callbackAnswers.at(-1)).toMatchObject({ ActionStatus: 'OK' })
    release()
    await busy
    await until(async () => (await bodies()).length === 1)
  })

  test('a blocked customer is refused here too', async () => {
    const { say, customer, bodies } = await foreigner()
    const { store } = world.centre.context
    await store.write('test', (tx) => setBlocked(tx, CENTRE_APP, customer.customerId, true))
    const answers = world.tencent.callbackAnswers.length
    say([text('let me in')])
    await until(() => world.tencent.callbackAnswers.length > answers)
    expect(await bodies()).toEqual([])
  })
})

describe('what other clients say', () => {
  const url = `https://${TENCENT_APP.sdkAppId}-cn.rich.my-imcloud.com/x`
  const file = { fileId: expect.stringMatching(/^tc-[0-9a-f]{32}$/), url, size: 5 }
  test.each<[string, FakeElement, object]>([
    ['a text', text('人工'), { kind: 'text', text: '人工' }],
    ['a face', { MsgType: 'TIMFaceElem', MsgContent: { Index: 1, Data: '[微笑]' } }, { kind: 'text', text: '[微笑]' }],
    [
      'a place',
      { MsgType: 'TIMLocationElem', MsgContent: { Desc: '天安门', Latitude: 39.9, Longitude: 116.4 } },
      { kind: 'location', latitude: 39.9, longitude: 116.4, name: '天安门', address: '' },
    ],
    [
      'a picture',
      {
        MsgType: 'TIMImageElem',
        MsgContent: { UUID: 'u1', ImageInfoArray: [{ Type: 1, Size: 5, Width: 3, Height: 4, URL: url }] },
      },
      { kind: 'image', width: 3, height: 4, file: { ...file, name: 'image', mime: 'image/jpeg' } },
    ],
    [
      'a sound',
      { MsgType: 'TIMSoundElem', MsgContent: { UUID: 'u1', Url: url, Size: 5, Second: 7 } },
      { kind: 'voice', seconds: 7, file: { ...file, name: 'voice.m4a', mime: 'audio/mp4' } },
    ],
    [
      'a film',
      {
        MsgType: 'TIMVideoFileElem',
        MsgContent: { VideoUUID: 'u1', VideoUrl: url, VideoSize: 5, VideoSecond: 7, ThumbWidth: 3, ThumbHeight: 4 },
      },
      { kind: 'video', seconds: 7, width: 3, height: 4, file: { ...file, name: 'video.mp4', mime: 'video/mp4' } },
    ],
    ...['', 'https://elsewhere.example/x.jpg', `${url}.jpg`].map((thumb): [string, FakeElement, object] => [
      `a film with its first frame at "${thumb}"`,
      { MsgType: 'TIMVideoFileElem', MsgContent: { VideoUrl: url, VideoSize: 5, VideoSecond: 7, ThumbUrl: thumb } },
      {
        ...{ kind: 'video', seconds: 7, width: 1, height: 1 },
        // only from the app's own place
        file: {
          ...{ ...file, name: 'video.mp4', mime: 'video/mp4' },
          ...(thumb.startsWith(url) && { poster: thumb }),
        },
      },
    ]),
    [
      'a file',
      { MsgType: 'TIMFileElem', MsgContent: { UUID: 'u1', Url: url, FileSize: 5, FileName: 'a.pdf' } },
      { kind: 'file', file: { ...file, name: 'a.pdf', mime: 'application/octet-stream' } },
    ],
    ['what is not known', { MsgType: 'TIMRelayElem', MsgContent: {} }, { kind: 'text', text: '[TIMRelayElem]' }],
  ])('%s is an entry of the log', async (_, element, body) => {
    const { say, bodies } = await foreigner()
    say([element])
    await until(async () => (await bodies()).length > 0)
    expect(await bodies()).toEqual([body])
  })

  test('a file keeps its own address, all the way to the agent', async () => {
    const { say } = await foreigner()
    const agent = await world.centre.agent()
    say([text('人工')])
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    say([{ MsgType: 'TIMFileElem', MsgContent: { UUID: 'u2', Url: url, FileSize: 5, FileName: 'b.pdf' } }])
    const frame = await agent.next(
      (each) => each.t === 'entries' && each.entries.some(({ body }) => body.kind === 'file'),
    )
    expect(JSON.stringify(frame)).toContain(url)
    await agent.command({ t: 'end', sessionId })
    await agent.close()
  })

  const image = (URL: string) => ({ ImageInfoArray: [{ Type: 1, Size: 5, Width: 3, Height: 4, URL }] })
  test.each([
    [
      'a file elsewhere',
      'TIMFileElem',
      { Url: 'https://evil.example/a.pdf', FileName: 'a.pdf' },
      '[文件未接收 / file not taken] a.pdf',
    ],
    ['a program', 'TIMFileElem', { Url: url, FileName: '../../x.exe' }, '[文件未接收 / file not taken] x.exe'],
    [
      'a script for a link',
      'TIMFileElem',
      { Url: 'javascript:alert(1)', FileName: 'a.pdf' },
      '[文件未接收 / file not taken] a.pdf',
    ],
    ['a picture elsewhere', 'TIMImageElem', image('https://evil.example/x'), '[图片未接收 / image not taken]'],
    ['a picture without an address', 'TIMImageElem', { ImageInfoArray: [] }, '[图片未接收 / image not taken]'],
    [
      'a sound without encryption',
      'TIMSoundElem',
      { Url: url.replace('https', 'http') },
      '[语音未接收 / voice not taken]',
    ],
    ['a film without an address', 'TIMVideoFileElem', {}, '[视频未接收 / video not taken]'],
  ])('%s is not handed on, and a line of text says that it came', async (_, MsgType, MsgContent, line) => {
    const { say, bodies } = await foreigner()
    say([{ MsgType, MsgContent }])
    await until(async () => (await bodies()).length > 0)
    expect(await bodies()).toEqual([{ kind: 'text', text: line }])
  })

  test('a file is called by the last part of its name', async () => {
    const { say, bodies } = await foreigner()
    say([{ MsgType: 'TIMFileElem', MsgContent: { Url: url, FileSize: 5, FileName: '../../\u202Ea.pdf' } }])
    await until(async () => (await bodies()).length > 0)
    expect(await bodies()).toMatchObject([{ kind: 'file', file: { name: 'a.pdf', url } }])
  })

  test('a message with several elements is several entries, each once', async () => {
    const { say, bodies } = await foreigner()
    world.tencent.fateOfCallback = () => 'twice'
    say([text('a'), text('b')])
    await until(async () => (await bodies()).length > 1)
    expect(await bodies()).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'text', text: 'b' },
    ])
  })

  test('a message that is taken back there is taken back here', async () => {
    const { say, bodies } = await foreigner()
    const said = say([text('oops')])
    await until(async () => (await bodies()).length > 0)
    await world.tencent.withdrawFromPhone(said)
    await world.tencent.withdrawFromPhone(said)
    expect((await bodies()).map(({ kind }) => kind)).toEqual(['recalled', 'recall'])
  })
})

describe('what other clients get', () => {
  test('a menu as the plugin shows it; a tap on a branch goes on', async () => {
    const { say, received, log } = await foreigner()
    say([text('hello')])
    const menu = await until(() => received().find((message) => dataOf(message).src === 15))
    const { customerServicePlugin, content } = dataOf(menu)
    expect(customerServicePlugin).toBe(0)
    expect(content.items).toEqual(expect.arrayContaining([{ content: '配送与运费', desc: '1' }]))
    say([text(content.items[0].content)])
    await until(async () => (await log()).some(({ body }) => body.kind === 'text' && body.text.includes('48 小时')))
  })

  test('the whole service: texts, files, places, cards, the rating card and its answer, the end', async () => {
    const { say, received, bodies } = await foreigner()
    const agent = await world.centre.agent()
    say([text('人工')])
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    const send = (content: object) => agent.command({ t: 'send', sessionId, content })
    await send({ kind: 'text', text: 'hello from the desk' })
    const fileOf = async (kind: keyof typeof SAMPLES) =>
      (await upload(world.centre.url, 'agent', agent.token, kind)).fileId
    await send({ kind: 'image', fileId: await fileOf('image'), width: 3, height: 4 })
    await send({ kind: 'voice', fileId: await fileOf('voice'), seconds: 5 })
    const poster = SAMPLES.image.bytes.toString('base64')
    const film = { audience: 'agent', token: agent.token, kind: 'video', ...SAMPLES.video, poster } as const
    const { fileId } = parse(FileRef, (await postFile(world.centre.url, film)).body)
    await send({ kind: 'video', fileId, seconds: 5, width: 3, height: 4 })
    await send({ kind: 'file', fileId: await fileOf('file') })
    await send({ kind: 'location', latitude: 1, longitude: 2, name: 'shop', address: 'street' })
    await send({ kind: 'link', url: 'https://example.com/a', title: 'A page' })
    await send({ kind: 'card', card: { type: 'product', title: 'Lamp', price: '¥128', path: '/pages/item?id=1' } })
    await agent.command({ t: 'end', sessionId })
    const invite = await until(() => received().find((message) => dataOf(message).src === 9))
    await until(() => received().find((message) => dataOf(message).src === 19))
    const from = received().findIndex(({ elements }) => elements[0]?.MsgContent.Text === 'hello from the desk')
    const types = received()
      .slice(from)
      .map(({ elements }) => elements[0]?.MsgType)
    expect(types.slice(0, 8)).toEqual([
      'TIMTextElem',
      'TIMImageElem',
      'TIMSoundElem',
      'TIMVideoFileElem',
      'TIMFileElem',
      'TIMLocationElem',
      'TIMTextElem',
      'TIMCustomElem',
    ])
    const [, image] = received().slice(from)
    expect(JSON.stringify(image?.elements)).toContain('https://chat.example.com/v1/files/')
    const { VideoUrl, ThumbUrl } = received().slice(from)[3]?.elements[0]?.MsgContent ?? {}
    expect([VideoUrl, ThumbUrl]).toEqual(
      [1, 2].map(() => expect.stringContaining('https://chat.example.com/v1/files/')),
    )
    expect(ThumbUrl).not.toBe(VideoUrl)
    const card = received().find((message) => dataOf(message).src === 22)
    expect(card && dataOf(card).content).toEqual({ header: 'Lamp', desc: '¥128', pic: '', url: '/pages/item?id=1' })

    const { menuContent } = dataOf(invite)
    const answer = { src: 10, menuSelected: { id: menuContent.menu[4].id, sessionId: menuContent.sessionId } }
    say([{ MsgType: 'TIMCustomElem', MsgContent: { Data: JSON.stringify({ customerServicePlugin: 0, ...answer }) } }])
    await until(async () => (await bodies()).some(({ kind }) => kind === 'rating'))
    expect(await bodies()).toContainEqual({ kind: 'rating', score: 5, tags: [] })
    await agent.close()
  })

  test('what an agent takes back is taken back there', async () => {
    const { say, received } = await foreigner()
    const agent = await world.centre.agent()
    say([text('人工')])
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    const ack = await agent.command({ t: 'send', sessionId, content: { kind: 'text', text: 'a slip' } })
    const slip = await until(() => received().find(({ elements }) => elements[0]?.MsgContent.Text === 'a slip'))
    // its key is kept once Tencent has answered
    await until(async () => (await keyOf(slip.msgKey)) !== undefined)
    await agent.command({ t: 'recall', sessionId, seq: ack.t === 'ack' ? ack.seq : 0 })
    await until(() => slip.withdrawn)
    await agent.command({ t: 'end', sessionId })
    await agent.close()
  })

  const keyOf = (msgKey: string) => world.centre.context.store.read(({ tencent }) => tencent.message({ msgKey }))
})

describe('delivery', () => {
  const cursorOf = async (conversationUser: string) => {
    const delivery = await world.centre.context.store.read(({ tencent }) =>
      tencent.delivery({ userId: conversationUser }),
    )
    return delivery?.cursor
  }

  test('P2 a message that Tencent took without the answer coming through is sent again as the same', async () => {
    const { say, received, userId, log } = await foreigner()
    say([text('1')])
    await until(async () => (await log()).length > 4 && (await cursorOf(userId)) === (await log()).length)
    const sent = received().length
    // as after a crash between the answer and the commit: the cursor stands where it stood before
    await world.centre.ask('update tencent_deliveries set cursor = 0 where user_id = ?', userId)
    const { token } = await world.centre.logIn(`foreigner-${users}`)
    await join(token, FLOW)
    await until(async () => (await cursorOf(userId)) === (await log()).length)
    expect(sent).toBeGreaterThan(0)
    expect(received()).toHaveLength(sent)
  })

  test('P2 every attempt at an entry is the same message, the customer’s own and events included', async () => {
    const { say, userId, token, log } = await foreigner()
    const tried = new Map<number, string[]>()
    world.tencent.restVerdict = (path, { To_Account, MsgSeq, MsgRandom, MsgBody, CloudCustomData }) => {
      if (path !== 'v4/openim/sendmsg' || To_Account !== userId) return 0
      const [element] = Array.isArray(MsgBody) ? MsgBody : []
      const { seq, frame } = JSON.parse(String(CloudCustomData ?? element.MsgContent.Data)).ccc
      if (seq === undefined) return 0
      const tries = [...(tried.get(seq) ?? []), JSON.stringify([MsgSeq, MsgRandom, MsgBody, CloudCustomData])]
      tried.set(seq, tries)
      return frame.entries[0].from.role === 'customer' && tries.length === 1 ? 20_005 : 0
    }
    const isDelivered = async () => (await log()).length > 2 && (await cursorOf(userId)) === (await log()).length
    say([text('hello')])
    await until(isDelivered)
    // and all of them once more, as after a crash before anything was committed
    await world.centre.ask('update tencent_deliveries set cursor = 0 where user_id = ?', userId)
    await join(token, FLOW)
    await until(isDelivered)
    const entries = await log()
    expect([...tried.keys()]).toEqual(entries.map(({ seq }) => seq))
    const times = entries.map(({ from }) => (from.role === 'customer' ? 3 : 2))
    expect(times).toContain(3)
    expect([...tried.values()].map((tries) => tries.length)).toEqual(times)
    expect([...tried.values()].map((tries) => new Set(tries).size)).toEqual(entries.map(() => 1))
    expect(new Set([...tried.values()].flat()).size).toBe(entries.length)
  })

  test.each([
    ['an expired signature is made anew', 70_001],
    ['an account that is not known is imported', 70_107],
  ])('%s, at once', async (_, errorCode) => {
    const { say, userId, log } = await foreigner()
    world.tencent.restErrors.push(errorCode)
    say([text('hello')])
    await until(async () => (await log()).length > 0 && (await cursorOf(userId)) === (await log()).length)
  })

  test('an outage is waited for, and the order stays', async () => {
    const { say, userId, log, received } = await foreigner()
    const codes = [60_008, 91_000, 0, 60_008, 0]
    world.tencent.restVerdict = (_, { To_Account, MsgLifeTime }) =>
      To_Account === userId && MsgLifeTime !== 0 ? (codes.shift() ?? 0) : 0
    say([text('1')])
    await until(async () => (await log()).length > 0 && (await cursorOf(userId)) === (await log()).length)
    const seqs = received().map(({ cloudCustomData }) => JSON.parse(cloudCustomData).ccc.seq)
    const visible = (await log()).filter(({ body, from }) => from.role === 'system' && body.kind !== 'event')
    expect(seqs).toEqual(visible.map(({ seq }) => seq))
    expect(codes).toEqual([])
    world.tencent.restVerdict = () => 0
  })

  test('a message that Tencent will never take holds nothing up', async () => {
    const { say, userId, log, received } = await foreigner()
    const isRefused = (message: unknown) => JSON.stringify(message).includes('48 小时')
    world.tencent.restVerdict = (_, body) => (body.To_Account === userId && isRefused(body) ? 80_001 : 0)
    say([text('1')])
    await until(async () => (await log()).length > 4 && (await cursorOf(userId)) === (await log()).length)
    world.tencent.restVerdict = () => 0
    expect(received().filter(isRefused)).toEqual([])
    // the menu that comes after it
    expect(received().filter((message) => dataOf(message).src === 15)).toHaveLength(2)
  })

  test('no message is longer than Tencent allows, whatever is said', async () => {
    const { say, userId, log } = await foreigner()
    const agent = await world.centre.agent()
    say([text('人工')])
    const sessionId = await ringing(agent)
    await agent.command({ t: 'accept', sessionId })
    for (const words of ['中'.repeat(4_000), '"'.repeat(4_000), '中'.repeat(2_500), '\\'.repeat(3_000)]) {
      await agent.command({ t: 'send', sessionId, content: { kind: 'text', text: words } })
    }
    await until(async () => (await cursorOf(userId)) === (await log()).length)
    const sizes = world.tencent.restCalls
      .filter(({ path, body }) => path === 'v4/openim/sendmsg' && body.To_Account === userId)
      .map(({ body }) => Buffer.byteLength(JSON.stringify(body.MsgBody) + (body.CloudCustomData ?? '')))
    expect(Math.max(...sizes)).toBeLessThanOrEqual(12 * 1_024)
    await agent.command({ t: 'end', sessionId })
    await agent.close()
  })

  test('the secret key and signatures are in no answer', async () => {
    const { session } = await foreigner()
    expect(JSON.stringify(session)).not.toContain(TENCENT_APP.secretKey)
    expect(JSON.stringify(world.tencent.restCalls)).not.toContain(TENCENT_APP.secretKey)
  })
})
