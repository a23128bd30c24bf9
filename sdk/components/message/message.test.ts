/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Row } from '../../store/view-rows'
import { builtSdk } from '../../testing/built-sdk'
import { showPart } from '../../testing/show-part'

const out = builtSdk()
beforeEach(() => {
  jest.resetModules()
})

const row = (parts: Partial<Row>): Row => ({
  id: 'm00000001',
  kind: 'text',
  side: 'other',
  text: 'hello',
  time: 0,
  ...parts,
})
const EVENTS = ['resend', 'cancel', 'hold', 'rate', 'locate', 'choose', 'again']
const show = (parts: Partial<Row>, properties: Record<string, unknown> = {}, wx: Record<string, unknown> = {}) =>
  showPart(out, 'message', { row: row(parts), ...properties }, EVENTS, wx)

describe('a message', () => {
  test('shows who speaks, a face and the words', () => {
    const { see } = show({ who: 'Lin · No. 7', face: 'L' })
    expect([see('who'), see('face'), see('text')]).toEqual([['Lin · No. 7'], ['L'], ['hello']])
  })
  test('shows the time above it after a pause', () => {
    expect(show({ time: new Date(2020, 0, 2, 3, 4).getTime() }).see('note')).toEqual(['2020/1/2 03:04'])
  })
  test('that is an event stands in the middle, and offers nothing', () => {
    const { see } = show({ kind: 'event', side: 'none', text: 'Lin joined' })
    expect([see('note'), see('bubble'), see('face')]).toEqual([['Lin joined'], [], []])
  })
  test('says that it is on its way', () => {
    const { see } = show({ side: 'own', status: 'sending' })
    expect([see('sending').length, see('mark').length, see('read').length]).toEqual([1, 0, 0])
  })
  test('that failed says why, and asks to be sent again', async () => {
    const { see, emit, events } = show({ id: 'pabc', side: 'own', status: 'failed', reason: 'Too many' })
    expect([see('mark'), see('reason')]).toEqual([['!'], ['Too many']])
    await emit('.resend', 'tap')
    expect(events).toEqual([['resend', { id: 'pabc' }]])
  })
  test('that failed for good is offered to be deleted instead', async () => {
    const { see, emit, events } = show({ id: 'pabc', side: 'own', status: 'failed', reason: 'Too large', final: true })
    expect(see('resend')).toEqual(['Delete'])
    await emit('.resend', 'tap')
    expect(events).toEqual([['cancel', { id: 'pabc' }]])
  })
  test('on its way with a file can be cancelled', async () => {
    const body = { kind: 'file' as const, fileId: '' }
    const { emit, events } = show({ id: 'pabc', side: 'own', kind: 'attachment', body, progress: 3, status: 'sending' })
    await emit('.resend', 'tap')
    expect(events).toEqual([['cancel', { id: 'pabc' }]])
  })
  test('says that the agent read it, by a property alone', () => {
    expect(show({ side: 'own' }, { read: true }).see('read')).toEqual(['Read'])
  })
  test('has room for that from the start', () => {
    expect(show({ side: 'own' }).see('state')).toEqual([''])
    jest.resetModules()
    expect(show({}).see('state')).toEqual([])
  })
  test('that was taken back here offers its words to be written again', async () => {
    const { see, emit, events } = show({ kind: 'event', side: 'none', text: 'You took back a message', again: 'oops' })
    expect(see('again')).toEqual(['Edit again'])
    await emit('.again', 'tap')
    expect(events).toEqual([['again', { text: 'oops' }]])
  })
  test('marks where the reading stopped last time', () => {
    expect(show({}, { unread: true }).see('unread')).toEqual(['New messages'])
  })
  test('answers another one, which a tap leads to', async () => {
    const { see, emit, events } = show({ quote: { seq: 4, kind: 'image', name: 'Lin', text: '' } })
    expect(see('quote')).toEqual(['Lin: [Photo]'])
    await emit('.quote', 'tap')
    expect(events).toEqual([['locate', { seq: 4 }]])
  })
  test('answers one that was taken back', () => {
    expect(show({ quote: { seq: 4, kind: 'recalled', name: '', text: '' } }).see('quote')).toEqual(['Taken back'])
  })
  test('asks for a rating only while one can be given', async () => {
    expect(show({ kind: 'rate' }).see('button')).toEqual([])
    jest.resetModules()
    const { emit, events } = show({ kind: 'rate' }, { rate: true })
    await emit('.act', 'tap')
    expect(events).toEqual([['rate', { id: 'm00000001' }]])
  })
  test('tells of a long press', async () => {
    const { emit, events } = show({})
    await emit('.said', 'longpress')
    expect(events).toEqual([['hold', { id: 'm00000001' }]])
  })
  test('passes on the choice from its menu', async () => {
    const options = [{ keyword: '1', name: 'Hours' }]
    const { part, events } = show({ kind: 'menu', options, chosen: -1 }, { active: true })
    part.querySelector('.menu-host')?.querySelector('.option')?.dispatchEvent('tap')
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve()
    expect(events).toEqual([['choose', { keyword: '1', name: 'Hours', text: 'Hours' }]])
  })
})

describe('links in a text', () => {
  test.each([
    ['see https://example.com/a?b=1, thanks', ['https://example.com/a?b=1']],
    ['看https://example.com/帮助。', ['https://example.com/']],
    ['call 13800138000 or 400-800-1234 or 010-62345678', ['13800138000', '400-800-1234', '010-62345678']],
    ['order 202405011234567890, 113800138000', []],
    ['nothing here', []],
  ])('of %p are %j', (text, links) => {
    const { see } = show({ text })
    expect(see('link')).toEqual(links)
    expect(see('text')).toEqual([text])
  })
  test('are copied, since no outside page can be opened; a number is dialled', async () => {
    const setClipboardData = jest.fn()
    const makePhoneCall = jest.fn()
    const { emit } = show({ text: 'https://a.example 400-800-1234' }, {}, { setClipboardData, makePhoneCall })
    await emit('.link', 'tap')
    await emit('.link', 'tap', {}, 1)
    expect(setClipboardData).toHaveBeenCalledWith(expect.objectContaining({ data: 'https://a.example' }))
    expect(makePhoneCall).toHaveBeenCalledWith(expect.objectContaining({ phoneNumber: '4008001234' }))
  })
})
