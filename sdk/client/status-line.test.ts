import type { CustomerState, WireError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { refusal } from '../testing/entries'
import { textsOf } from '../texts/texts'
import type { Connection } from '../transport/transport'
import type { ChatSnapshot } from './chat-snapshot'
import { statusLine } from './status-line'

const snapshot = (status: Connection['status'], state: CustomerState, error?: WireError): ChatSnapshot => ({
  conversation: { epoch: 'e1', entries: [], state },
  pending: [],
  connection: { status, error: error ?? null },
  loadingOlder: false,
  agentTyping: false,
  unread: 0,
})
const line = (status: Connection['status'], state: CustomerState = { phase: 'flow' }, error?: WireError) =>
  statusLine(snapshot(status, state, error), false, textsOf('en'), 'en')

describe('the strip', () => {
  test.each<[Connection['status'], string, string]>([
    ['idle', '', 'nothing'],
    ['connecting', 'Connecting…', 'nothing'],
    ['offline', 'No network. Reconnects by itself', 'retry'],
    ['reconnecting', 'Reconnecting…', 'retry'],
    ['failed', 'Cannot be opened now', 'retry'],
    ['online', '', 'nothing'],
  ])('says of a connection that is %s: %p', (status, text, does) => {
    expect(line(status)).toMatchObject({ text, does })
  })
  test('says why a connection failed', () => {
    expect(line('failed', { phase: 'flow' }, refusal).text).toBe('Too many requests')
  })
  test('offers whoever is blocked nothing to try', () => {
    const blocked = { code: 'CUSTOMER_BLOCKED', zh: '您已被限制', en: 'Blocked' }
    expect(line('failed', { phase: 'flow' }, blocked)).toMatchObject({ text: 'Blocked', action: '', does: 'nothing' })
  })
  test.each<[CustomerState, string]>([
    [{ phase: 'queued', waitNo: 2 }, 'leave'],
    [{ phase: 'ringing' }, 'leave'],
    [{ phase: 'queued', waitNo: 2, canLeaveMessage: true }, 'leaveOrWrite'],
    [{ phase: 'ringing', canLeaveMessage: true }, 'leaveOrWrite'],
    [{ phase: 'serving' }, 'nothing'],
    [{ phase: 'closed', closeReason: 'customer_left' }, 'enter'],
    [{ phase: 'closed', closeReason: 'no_agent', canLeaveMessage: true }, 'message'],
  ])('has the action that helps: %j', (state, does) => {
    expect(line('online', state).does).toBe(does)
  })
  test.each<[CustomerState, string]>([
    [{ phase: 'queued', waitNo: 0 }, 'You are next, please wait'],
    [{ phase: 'queued', waitNo: 2, waitMinutes: 5 }, '2 ahead of you, please wait, about 5 min'],
    [{ phase: 'closed', leftMessage: { text: 'hi' } }, 'We have your message'],
    [{ phase: 'closed', closeReason: 'no_agent', canLeaveMessage: true }, 'This conversation has ended'],
  ])('says where the customer stands: %j', (state, text) => {
    expect(line('online', state).text).toBe(text)
  })
})
