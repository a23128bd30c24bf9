import type { CustomerState, Entry, EntryBody, EntryFrom } from '../../../core/protocol'
import { attachments } from './attachments'

const AT = new Date(2024, 4, 1, 9, 30).getTime()
const me: EntryFrom = { role: 'customer' }
const agent: EntryFrom = { role: 'agent', name: '小林', staffNo: '1001' }
const flow: EntryFrom = { role: 'system' }

/** What was said, and how many seconds after the start. */
type Said = [EntryFrom, EntryBody, number]

const asked: Said[] = [
  [flow, { kind: 'text', text: '您好，请问有什么可以帮您？' }, 0],
  [me, { kind: 'text', text: '转人工' }, 1],
]
const queued: Said[] = [
  ...asked,
  [flow, { kind: 'event', event: 'queued' }, 2],
  [flow, { kind: 'text', text: '客服正忙，您前面还有 4 位，客服空闲后会依次为您接入。' }, 2],
]
const closed: Said[] = [
  ...asked,
  [flow, { kind: 'text', text: '当前没有客服在线，请留言。' }, 2],
  [flow, { kind: 'event', event: 'session_closed', reason: 'no_agent' }, 2],
]
const served: Said[] = [
  ...queued,
  [agent, { kind: 'event', event: 'agent_joined' }, 4],
  [agent, { kind: 'text', text: '您好，我是小林，请发一下订单。' }, 5],
  [me, { kind: 'card', card: { type: 'order', title: '订单 20240501', description: '共 2 件', status: '待发货' } }, 6],
  ...attachments.flatMap(({ body }): Said[] => (body.kind === 'location' ? [[me, body, 7]] : [])),
  [
    agent,
    { kind: 'text', text: '好的，马上为您查询。', quote: { seq: 7, kind: 'card', name: '', text: '订单 20240501' } },
    8,
  ],
]
const entriesOf = (said: Said[]): Entry[] =>
  said.map(([from, body, seconds], index) => ({
    seq: index + 1,
    sessionId: 's1',
    at: AT + seconds * 1_000,
    from,
    body,
  }))

const STATES: Record<string, CustomerState> = {
  chat: {
    phase: 'serving',
    sessionId: 's1',
    agent: { name: '小林', staffNo: '1001' },
    readByAgent: served.length,
    unread: 1,
  },
  'chat-queued': { phase: 'queued', sessionId: 's1', waitNo: 2, waitMinutes: 6, canLeaveMessage: true },
  'chat-closed': { phase: 'closed', sessionId: 's1', closeReason: 'no_agent', canLeaveMessage: true },
}

const SAID: Record<string, Said[]> = { 'chat-queued': queued, 'chat-closed': closed }

const LENGTH = 10_000
/** A page of a conversation of 10,000 messages, the one before `before`. */
const longPage = (before: number): Entry[] =>
  Array.from({ length: Math.min(50, before - 1) }, (_, index) => {
    const seq = before - Math.min(50, before - 1) + index
    const from = seq % 3 === 0 ? me : agent
    return { seq, sessionId: 's1', at: AT + seq * 1_000, from, body: { kind: 'text', text: `message ${seq}` } }
  })

type Listener = (event: { data: string }) => void

/** Stands for `wx.connectSocket`: a call centre that is always in the state the flow is named after. */
export function callCentre() {
  let hear: Listener = () => {}
  const say = (frame: object) => setTimeout(() => hear({ data: JSON.stringify(frame) }), 0)
  return {
    onOpen: (listener: () => void) => void setTimeout(listener, 0),
    onMessage(listener: Listener) {
      hear = listener
    },
    onClose() {},
    onError() {},
    close() {},
    send({ data }: { data: string }) {
      const frame: { t: string; ivrId?: string; before?: number } = JSON.parse(data)
      if (frame.t === 'ping') say({ t: 'pong' })
      if (frame.t === 'history' && frame.before) {
        say({ t: 'history', before: frame.before, entries: longPage(frame.before) })
      }
      if (frame.t === 'hello') {
        const flowId = frame.ivrId ?? ''
        const isLong = flowId === 'chat-long'
        const entries = isLong ? longPage(LENGTH + 1) : entriesOf(SAID[flowId] ?? served)
        const state = STATES[flowId] ?? { phase: 'flow' }
        say({ t: 'welcome', mode: 'reset', epoch: 'e1', head: isLong ? LENGTH : entries.length, entries, state })
      }
    },
  }
}
