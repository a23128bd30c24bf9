/** @jest-environment jsdom */
import type { CustomerState, Entry, EntryBody } from '@ccc-store/core/protocol'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { builtSdk } from '../../testing/built-sdk'
import { agent, customer, entry, inFlow, refusal, reset, serving, text, texts, wireOf } from '../../testing/entries'
import { wxFailure } from '../../testing/fake-wx'
import { installWx, render, textsIn } from '../../testing/simulate'
import { SocketTask } from '../../testing/socket-task'

const out = builtSdk()

const menu: EntryBody = {
  kind: 'menu',
  text: '请选择您要咨询的问题',
  options: [
    { keyword: '1', name: '营业时间' },
    { keyword: 'A', name: '人工客服' },
  ],
}
const atMenu: CustomerState = { ...inFlow, menuSeq: 1 }

let stop = () => {}
/** what the customer takes from the phone's list of actions */
let choice = ''
beforeEach(() => {
  choice = ''
  jest.resetModules()
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] })
})
afterEach(() => {
  stop()
  jest.useRealTimers()
})

/** Puts the built component on a page of its own, connected to a socket that the test speaks through. */
function show(entries: Entry[] = [], state = inFlow, language = 'zh_CN') {
  const socket = new SocketTask()
  const session = { token: 't', expiresAt: Date.now() + 60_000, customer: { customerId: 'c1', openid: 'o1' } }
  const stored = new Map<string, unknown>([['ccc-session', { of: '1400000000@https://ccc.example.com', session }]])
  installWx({
    getStorageSync: (key: string) => stored.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => stored.set(key, JSON.parse(JSON.stringify(value))),
    getAppBaseInfo: () => ({ language }),
    connectSocket: () => socket,
    onAppShow: () => {},
    onNetworkStatusChange: () => {},
    hideKeyboard: () => {},
    setStorage: ({ key, data }: { key: string; data: unknown }) => stored.set(key, data),
    showToast: ({ title }: { title: string }) => toasts.push(title),
    showActionSheet({ itemList, success }: { itemList: string[]; success(answer: { tapIndex: number }): void }) {
      sheets.push(itemList)
      const tapIndex = itemList.indexOf(choice)
      if (tapIndex >= 0) success({ tapIndex })
    },
    setClipboardData: ({ data }: { data: string }) => copied.push(data),
  })
  const toasts: string[] = []
  const sheets: string[][] = []
  const copied: string[] = []
  const chat = render(out, 'chat')
  const page = document.createElement('div')
  const events: [string, unknown][] = []
  for (const name of ['ready', 'stateChange', 'error']) {
    chat.addEventListener(name, ({ detail }) => events.push([name, detail]))
  }
  chat.attach(page)
  stop = () => chat.detach()
  const patches: Record<string, unknown>[] = []
  const setData = chat.instance.setData.bind(chat.instance)
  chat.instance.setData = (patch) => {
    patches.push(patch)
    setData(patch)
  }
  socket.open()
  socket.say(reset(entries, state))
  patches.length = 0

  const list = chat.querySelector('.list')
  const scroll = list?.querySelector('.scroll')
  const emit = async (name: string, detail: unknown, on = list) => {
    on?.dispatchEvent(name, { detail })
    await jest.advanceTimersByTimeAsync(0)
  }
  const typed = (words: string) => emit('send', { text: words }, chat.querySelector('.composer-host'))
  const choose = async (index: number, at = 0) => {
    const message = list?.querySelectorAll('.row')[at]
    const option = message?.querySelector('.menu-host')?.querySelectorAll('.option')[index]
    option?.dispatchEvent('tap')
    await jest.advanceTimersByTimeAsync(0)
  }
  const sent = () => socket.frames.flatMap((frame) => (frame.t === 'send' ? [frame] : []))
  const see = (name: string) => textsIn(page, name)
  const hold = (id: string) => emit('hold', { id })
  const told = (t: string) => socket.frames.filter((frame) => frame.t === t)
  return {
    chat,
    page,
    socket,
    patches,
    events,
    scroll,
    emit,
    typed,
    choose,
    sent,
    see,
    hold,
    told,
    toasts,
    sheets,
    copied,
    stored,
  }
}

describe('one incoming message', () => {
  test.each([100, 1_000, 10_000])('costs one setData of the same bytes after %i messages', (length) => {
    const { socket, patches } = show(texts(length - 49, length), serving)
    socket.say({ t: 'entries', entries: [text(length + 1, '您好，请问有什么可以帮您？')], state: serving })
    expect(patches).toHaveLength(1)
    expect(Buffer.byteLength(JSON.stringify(patches[0]))).toBe(172)
  })
  test('that also changes the status costs one setData too', () => {
    const { socket, patches, see } = show([text(1)])
    const joined = entry(2, { kind: 'event', event: 'agent_joined' }, agent)
    socket.say({ t: 'entries', entries: [joined], state: serving })
    expect(patches).toHaveLength(1)
    expect(see('header')).toEqual(['小林（工号 1001）正在为您服务结束咨询'])
    expect(see('note').at(-1)).toBe('小林（工号 1001）已接入，为您服务')
  })
})

describe('the list', () => {
  test('scrolls to its end when a message comes and the reader is there', () => {
    const { socket, patches } = show(texts(1, 3))
    const into = () => patches.at(-1)?.into
    socket.say({ t: 'entries', entries: [text(4)], state: inFlow })
    const first = into()
    socket.say({ t: 'entries', entries: [text(5)], state: inFlow })
    expect(new Set([first, into()])).toEqual(new Set(['end-a', 'end-b']))
  })
  test('never scrolls while the reader is further up, and counts what came instead', async () => {
    const { socket, patches, emit, see } = show(texts(1, 50))
    await emit('follow', { atEnd: false })
    socket.say({ t: 'entries', entries: texts(51, 52), state: inFlow })
    socket.say({ t: 'entries', entries: [text(53, 'mine from elsewhere', customer)], state: inFlow })
    socket.say({ t: 'entries', entries: [text(54)], state: inFlow })
    expect(patches.some((patch) => 'into' in patch)).toBe(false)
    expect(see('pill')).toEqual(['↓ 3 条新消息'])
    await emit('latest', {})
    expect(patches.at(-1)).toMatchObject({ into: expect.stringMatching(/^end-/), fresh: 0 })
    expect(see('pill')).toEqual([])
  })
  test('tells when the reader leaves the end and comes back, from the scroll events', async () => {
    const { scroll, emit, socket, see } = show(texts(1, 50))
    await emit('scroll', { scrollTop: 0, scrollHeight: 5_000 }, scroll)
    socket.say({ t: 'entries', entries: [text(51)], state: inFlow })
    expect(see('pill')).toEqual(['↓ 1 条新消息'])
    await emit('scroll', { scrollTop: 4_980, scrollHeight: 5_000 }, scroll)
    expect(see('pill')).toEqual([])
  })
  test('grows upward without moving what is read', async () => {
    const { socket, patches, scroll, emit, see } = show(texts(76, 100))
    await emit('scrolltoupper', {}, scroll)
    expect(socket.frames.at(-1)).toEqual({ t: 'history', before: 76 })
    expect(see('loading')).toEqual(['正在加载更早的消息…'])
    patches.length = 0
    socket.say({ t: 'history', before: 76, entries: texts(26, 75) })
    expect(patches).toHaveLength(1)
    expect(patches[0]).toMatchObject({ into: 'm00000076', loading: false })
    expect(see('text').filter((words) => words.startsWith('message'))).toHaveLength(50)
  })
})

describe('a menu', () => {
  const look = (see: (name: string) => string[]) => ({ off: see('option-off'), chosen: see('option-chosen') })

  test('says the name when it is tapped, once, and greys the others at once', async () => {
    const { choose, sent, see } = show([entry(1, menu)], atMenu)
    expect(look(see)).toEqual({ off: [], chosen: [] })
    await choose(1)
    await choose(0)
    await choose(1)
    expect(sent().map(({ content }) => 'text' in content && content.text)).toEqual(['人工客服'])
    expect(look(see)).toEqual({ off: ['营业时间'], chosen: ['人工客服✓'] })
  })
  test('means the same when its keyword is typed', async () => {
    const { typed, sent, see } = show([entry(1, menu)], atMenu)
    await typed('1')
    expect(sent().map(({ content }) => 'text' in content && content.text)).toEqual(['1'])
    expect(look(see)).toEqual({ off: ['人工客服'], chosen: ['营业时间✓'] })
  })
  test('is grey when the flow no longer waits for it', async () => {
    const { choose, sent, see } = show([entry(1, menu), text(2)], inFlow)
    expect(see('option-off')).toHaveLength(2)
    await choose(0)
    expect(sent()).toEqual([])
  })
  test('can be answered again when the choice was refused', async () => {
    const { choose, sent, socket } = show([entry(1, menu)], atMenu)
    await choose(0)
    socket.say({ t: 'nack', id: sent()[0]?.id ?? '', error: refusal })
    await choose(1)
    expect(sent().map(({ content }) => 'text' in content && content.text)).toEqual(['营业时间', '人工客服'])
  })
})

describe('a message of the customer', () => {
  test('is there at once, then sent, and once only', async () => {
    const { typed, sent, socket, see } = show()
    await typed('你好')
    expect([see('bubble'), see('sending').length]).toEqual([['你好'], 1])
    const id = sent()[0]?.id ?? ''
    socket.say({ t: 'ack', id, seq: 1 })
    expect([see('bubble'), see('sending').length]).toEqual([['你好'], 0])
    socket.say({ t: 'entries', entries: [text(1, '你好', customer, id)], state: inFlow })
    expect(see('bubble')).toEqual(['你好'])
  })
  test('that failed says why, and is sent again on request', async () => {
    const { chat, typed, sent, socket, see } = show()
    await typed('你好')
    socket.say({ t: 'nack', id: sent()[0]?.id ?? '', error: refusal })
    expect([see('mark'), see('reason')]).toEqual([['!'], ['操作过于频繁']])
    chat.querySelector('.list')?.querySelectorAll('.row')[0]?.querySelector('.resend')?.dispatchEvent('tap')
    await jest.advanceTimersByTimeAsync(0)
    expect(sent()).toHaveLength(2)
    expect(new Set(sent().map(({ id }) => id)).size).toBe(1)
    expect(see('mark')).toEqual([])
  })
})

describe('the status strip', () => {
  const strip = (state: CustomerState, language?: string) => show([], state, language).see('strip')

  test.each<[CustomerState, string]>([
    [{ phase: 'queued', waitNo: 3 }, '前面还有 3 位，请稍候退出排队'],
    [{ phase: 'queued', waitNo: 0 }, '您是下一位，请稍候退出排队'],
    [{ phase: 'ringing' }, '正在为您接入客服，请稍候退出排队'],
    [{ phase: 'closed', closeReason: 'agent_ended' }, '本次咨询已结束重新咨询'],
  ])('says where the customer stands: %j', (state, words) => {
    expect(strip(state)).toEqual([words])
  })
  test('is not there while the flow speaks', () => {
    expect(strip(inFlow)).toEqual([])
  })
  test('speaks English to a phone that is not Chinese', () => {
    expect(strip({ phase: 'queued', waitNo: 2 }, 'fr')).toEqual(['2 ahead of you, please waitLeave'])
  })
  test('starts a new session after the end', async () => {
    const { socket, emit, chat, see } = show([], { phase: 'closed', closeReason: 'agent_ended' })
    await emit('action', {}, chat.querySelector('.status-host'))
    expect(socket.frames.at(-1)?.t).toBe('enter')
    expect(see('strip')).toEqual(['正在为您接通…'])
  })
})

describe('the host page', () => {
  test('is told when the chat is ready, and where the customer stands', () => {
    const { events, socket } = show([], inFlow)
    expect(events).toContainEqual(['stateChange', { phase: 'flow', connection: 'online' }])
    expect(events.filter(([name]) => name === 'ready')).toHaveLength(1)
    socket.say({ t: 'entries', entries: [], state: serving })
    expect(events.at(-1)).toEqual(['stateChange', { phase: 'serving', connection: 'online' }])
  })
  test('is told what went wrong', () => {
    const { events, socket } = show()
    const error = wireOf('FLOW_UNKNOWN')
    socket.say({ t: 'error', error, fatal: true })
    expect(events.at(-1)).toEqual(['error', error])
  })
  test('is told what its developers should know; the customer reads only that it did not work', () => {
    const { events, socket, toasts } = show()
    const error = { code: 'FRAME_INVALID', zh: '消息帧无法识别：/t', en: 'The frame is not understood: /t' }
    socket.say({ t: 'error', error, fatal: false })
    expect(events.at(-1)).toEqual(['error', error])
    expect(toasts).toEqual(['发送失败'])
  })
})

describe('a recording', () => {
  test.each([
    ['ends, and is not sent, when nothing can be sent any more', 'CUSTOMER_BLOCKED', true, 0],
    ['goes on when only a message was refused', 'RATE_LIMITED', false, 1],
  ] as const)('%s', async (_, code, fatal, overlays) => {
    let stopped = (_: object) => {}
    const recorder = {
      ...{ start() {}, onError() {}, onFrameRecorded() {} },
      stop: () => stopped({ duration: 5_000, tempFilePath: 'wxfile://v', fileSize: 9 }),
      onStop: (handler: typeof stopped) => {
        stopped = handler
      },
    }
    installWx({ getRecorderManager: () => recorder, authorize: () => Promise.resolve(), chooseLocation() {} })
    const { chat, emit, socket, see } = show([], serving)
    const composer = chat.querySelector('.composer-host')
    await emit('tap', {}, composer?.querySelector('.icon-voice'))
    await emit('touchstart', { touches: [] }, composer?.querySelector('.hold'))
    await emit('touchend', {}, composer?.querySelector('.hold'))
    expect(see('cover')).toHaveLength(1)
    socket.say({ t: 'error', error: wireOf(code), fatal })
    await emit('nothing', {})
    expect(see('cover')).toHaveLength(overlays)
    expect(see('attachment')).toEqual([])
  })
})

describe('a long press', () => {
  test('on a message of the agent offers to copy and to quote it', async () => {
    const { hold, sheets, copied } = show([text(1, '您好')], serving)
    choice = '复制'
    await hold('m00000001')
    expect([sheets, copied]).toEqual([[['复制', '引用']], ['您好']])
  })
  test('says so where the clipboard cannot be used', async () => {
    const { hold, toasts } = show([text(1, '您好')], serving)
    const fails = ({ fail }: { fail(error: object): void }) => fail(wxFailure('setClipboardData', 'broken'))
    installWx({ setClipboardData: fails })
    choice = '复制'
    await hold('m00000001')
    expect(toasts).toEqual(['剪贴板暂时无法使用'])
  })
  test('on an event offers nothing', async () => {
    const { hold, sheets } = show([entry(1, { kind: 'event', event: 'agent_joined' }, agent)], serving)
    await hold('m00000001')
    expect(sheets).toEqual([])
  })
  test('takes one’s own message back, for two minutes', async () => {
    const mine = text(1, '发错了', customer)
    const { hold, told, sheets } = show(
      [
        { ...mine, at: Date.now() - 60_000 },
        { ...mine, seq: 2, at: 0 },
      ],
      serving,
    )
    choice = '撤回'
    await hold('m00000001')
    await hold('m00000002')
    expect(sheets).toEqual([
      ['复制', '引用', '撤回'],
      ['复制', '引用'],
    ])
    expect(told('recall')).toMatchObject([{ seq: 1 }])
  })
  test('quotes a message, and the next one answers it', async () => {
    const { hold, typed, sent, see } = show([text(1, '您好')], serving)
    choice = '引用'
    await hold('m00000001')
    expect(see('quoted')).toEqual(['小林: 您好'])
    await typed('谢谢')
    expect(sent()[0]?.content).toEqual({ kind: 'text', text: '谢谢', quote: 1 })
    expect(see('quoted')).toEqual([])
  })
  test('on a message that failed offers to send it again, or to drop it', async () => {
    const { hold, typed, sent, socket, see, sheets } = show()
    await typed('你好')
    const id = sent()[0]?.id ?? ''
    socket.say({ t: 'nack', id, error: refusal })
    choice = '删除'
    await hold(`p${id}`)
    expect(sheets).toEqual([['复制', '重发', '删除']])
    expect(see('bubble')).toEqual([])
  })
})

describe('a message that is refused for good', () => {
  test('is not offered to be sent again, only to go', async () => {
    const { chat, hold, typed, sent, socket, see, sheets } = show()
    await typed('你好')
    const id = sent()[0]?.id ?? ''
    socket.say({ t: 'nack', id, error: { code: 'FRAME_INVALID', zh: '/content', en: '/content' } })
    expect([see('reason'), see('resend')]).toEqual([['发送失败'], ['删除']])
    await hold(`p${id}`)
    expect(sheets).toEqual([['复制', '删除']])
    chat.querySelector('.list')?.querySelectorAll('.row')[0]?.querySelector('.resend')?.dispatchEvent('tap')
    await jest.advanceTimersByTimeAsync(0)
    expect(see('bubble')).toEqual([])
  })
})

describe('a message that was taken back', () => {
  test('is replaced where it stands, for the cost of its row', () => {
    const { socket, patches, see } = show(texts(1, 3), serving)
    socket.say({ t: 'entries', entries: [entry(4, { kind: 'recall', target: 2 }, agent)], state: serving })
    expect(see('note').at(-1)).toBe('小林撤回了一条消息')
    expect(JSON.stringify(patches).length).toBeLessThan(600)
  })
})

describe('reading', () => {
  test('marks where it stopped last time, and says what the agent has read', () => {
    const { see } = show([text(1, 'a', customer), ...texts(2, 4)], { ...serving, unread: 2, readByAgent: 1 })
    expect([see('unread'), see('read')]).toEqual([['以下是新消息'], ['已读']])
  })
  test('is told to the call centre when the end is on the screen, and not while the reader is further up', async () => {
    const { socket, told, emit } = show(texts(1, 3), serving)
    expect(told('read')).toEqual([{ t: 'read', seq: 3 }])
    await emit('follow', { atEnd: false })
    socket.say({ t: 'entries', entries: [text(4)], state: serving })
    expect(told('read')).toHaveLength(1)
    await emit('follow', { atEnd: true })
    expect(told('read').at(-1)).toEqual({ t: 'read', seq: 4 })
  })
  test('a read mark costs one setData, however many messages it concerns', () => {
    const mine = Array.from({ length: 20 }, (_, index) => text(index + 1, 'x', customer))
    const { socket, patches, see } = show(mine, serving)
    socket.say({ t: 'entries', entries: [], state: { ...serving, readByAgent: 20 } })
    expect(patches).toEqual([{ readId: 'm00000020' }])
    expect(see('read')).toHaveLength(20)
  })
})

describe('what was taken back', () => {
  test('can be written again', async () => {
    const mine = { ...text(1, '发错了', customer), at: Date.now() }
    const { hold, socket, see, emit } = show([mine], serving)
    choice = '撤回'
    await hold('m00000001')
    socket.say({ t: 'entries', entries: [entry(2, { kind: 'recall', target: 1 }, customer)], state: serving })
    expect(see('note').at(-1)).toBe('你撤回了一条消息重新编辑')
    await emit('again', { text: '发错了' })
    expect(see('send')).toEqual(['发送'])
  })
})

describe('a turn to the messages', () => {
  test.each(['tap', 'drag'])('by a %s shuts panels', async (turn) => {
    const { chat, emit, see } = show([text(1)], serving)
    chat.querySelector('.composer-host')?.querySelector('.icon-emoji')?.dispatchEvent('tap')
    await jest.advanceTimersByTimeAsync(0)
    expect(see('panel')).toHaveLength(1)
    await emit(turn, {})
    expect(see('panel')).toEqual([])
  })
})

describe('typing', () => {
  test('of the agent is said in the header', () => {
    const { socket, see } = show([], serving)
    socket.say({ t: 'typing' })
    expect(see('header')).toEqual(['小林 正在输入…结束咨询'])
  })
  test('of the customer is told', async () => {
    const { chat, emit, told } = show([], serving)
    await emit('typing', {}, chat.querySelector('.composer-host'))
    expect(told('typing')).toHaveLength(1)
  })
})

describe('the queue', () => {
  test('is left by the button of the strip', async () => {
    const { emit, chat, told } = show([], { phase: 'queued', waitNo: 3 })
    await emit('action', {}, chat.querySelector('.status-host'))
    expect(told('leave')).toHaveLength(1)
  })
  test('is left for a message, where one can be left', async () => {
    const { emit, chat, told, see, sheets } = show([], { phase: 'queued', waitNo: 3, canLeaveMessage: true })
    expect(see('strip')).toEqual(['前面还有 3 位，请稍候留言或退出'])
    await emit('action', {}, chat.querySelector('.status-host'))
    expect([sheets, told('leave')]).toEqual([[['留言并退出排队', '退出排队']], []])
    choice = '留言并退出排队'
    await emit('action', {}, chat.querySelector('.status-host'))
    await emit('submit', { text: '退款', contact: '' }, chat.querySelector('.sheet-host'))
    expect(told('leaveMessage')).toMatchObject([{ text: '退款' }])
    choice = '退出排队'
    await emit('action', {}, chat.querySelector('.status-host'))
    expect(told('leave')).toHaveLength(1)
  })
})

describe('the service', () => {
  test('is ended by the customer, who is asked before', async () => {
    const { emit, chat, told } = show([], serving)
    const asked: string[] = []
    const answer = (confirm: boolean) =>
      installWx({
        showModal({ content, success }: { content: string; success(answer: { confirm: boolean }): void }) {
          asked.push(content)
          success({ confirm })
        },
      })
    answer(false)
    await emit('end', {}, chat.querySelector('.header-host'))
    expect(told('end')).toEqual([])
    answer(true)
    await emit('end', {}, chat.querySelector('.header-host'))
    expect([asked.length, told('end').length]).toEqual([2, 1])
  })
})

describe('a rating', () => {
  const invite = entry(1, { kind: 'rating_invite', tags: ['耐心'] })
  const rating = { sessionId: 's1', tags: ['耐心'], expiresAt: 9_999_999_999_999 }
  const open: CustomerState = { phase: 'closed', sessionId: 's1', closeReason: 'agent_ended', rating }

  test('is asked for in the list, given on a sheet, once', async () => {
    const { emit, chat, told, see, socket } = show([invite], open)
    expect(see('button')).toEqual(['去评价'])
    await emit('rate', { id: 'm00000001' })
    expect([see('sheet').length, see('title')]).toEqual([1, ['请为本次服务评价']])
    await emit('submit', { score: 5, tags: ['耐心'], comment: ' ' }, chat.querySelector('.sheet-host'))
    expect(told('rate')).toMatchObject([{ sessionId: 's1', score: 5, tags: ['耐心'] }])
    expect(told('rate')[0]).not.toHaveProperty('comment')
    const rated = entry(2, { kind: 'rating', score: 5, tags: ['耐心'] }, customer)
    socket.say({ t: 'entries', entries: [rated], state: { phase: 'closed', closeReason: 'agent_ended' } })
    expect([see('sheet'), see('button'), see('text').at(-1)]).toEqual([[], [], '我的评价 ★★★★★\n耐心'])
  })
  test('that expired is asked for no more, and its sheet goes', async () => {
    const { emit, see, socket } = show([invite], open)
    await emit('rate', { id: 'm00000001' })
    socket.say({ t: 'entries', entries: [], state: { phase: 'closed', closeReason: 'agent_ended' } })
    expect([see('sheet'), see('button')]).toEqual([[], []])
  })
})

describe('a message for later', () => {
  test('is left on a sheet where nobody is online', async () => {
    const state: CustomerState = { phase: 'closed', closeReason: 'no_agent', canLeaveMessage: true }
    const { emit, chat, told, see } = show([], state)
    expect(see('strip')).toEqual(['本次咨询已结束留言'])
    await emit('action', {}, chat.querySelector('.status-host'))
    await emit('submit', { text: '退款', contact: '138' }, chat.querySelector('.sheet-host'))
    expect(told('leaveMessage')).toMatchObject([{ text: '退款', contact: '138' }])
    expect(see('sheet')).toEqual([])
  })
})

describe('the composer of a chat', () => {
  test('names what was not sent after the call centre and the customer', () => {
    expect(show().chat.instance.data.draftKey).toBe('1400000000:c1')
  })
  test('sends a place', async () => {
    const { chat, emit, sent } = show([], serving)
    const content = { kind: 'location', latitude: 1, longitude: 2, name: 'n', address: 'a' }
    await emit('content', { content }, chat.querySelector('.composer-host'))
    expect(sent().map((frame) => frame.content)).toEqual([content])
  })
})
