/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { builtSdk } from '../../testing/built-sdk'
import { showPart } from '../../testing/show-part'

const out = builtSdk()
beforeEach(() => {
  jest.resetModules()
})

const row = (id: string, side = 'other') => ({ id, kind: 'text', side, text: id, time: 0 })
const pages = [
  { id: 'g1', rows: [row('m00000001'), row('m00000002', 'own'), row('m00000003', 'own'), row('px', 'own')] },
]
const EVENTS = ['follow', 'latest', 'older']

describe('the list', () => {
  test('shows pages of rows, in order', () => {
    expect(showPart(out, 'message-list', { pages }).see('text')).toEqual(['m00000001', 'm00000002', 'm00000003', 'px'])
  })
  test('marks what the agent has read, never what is on its way', () => {
    const { see, part } = showPart(out, 'message-list', { pages, readId: 'm00000002' })
    expect(see('read')).toHaveLength(1)
    part.setData({ readId: 'm00000003' })
    expect(see('read')).toHaveLength(2)
  })
  test('counts what waits below, and leads there', async () => {
    const { see, emit, events, part } = showPart(out, 'message-list', { pages, fresh: 3 }, EVENTS)
    expect(see('pill')).toEqual(['↓ 3 new'])
    await emit('.pill', 'tap')
    expect(events.map(([name]) => name)).toEqual(['latest'])
    part.setData({ fresh: 100 })
    expect(see('pill')).toEqual(['↓ 99+ new'])
  })
  test('says that older messages are on their way', () => {
    expect(showPart(out, 'message-list', { loading: true }).see('loading')).toEqual(['Loading earlier messages…'])
  })
  test('tells that a finger moves it: once for each touch, and not when it moves without one', async () => {
    const { emit, events } = showPart(out, 'message-list', { pages }, ['drag'])
    const scroll = () => emit('.scroll', 'scroll', { scrollTop: 0, scrollHeight: 0 })
    await scroll()
    await emit('.scroll', 'touchstart')
    await scroll()
    await scroll()
    await emit('.scroll', 'touchend')
    await emit('.scroll', 'touchstart')
    await emit('.scroll', 'touchend')
    await scroll()
    expect(events).toHaveLength(1)
  })
  test('tells where the reader is', async () => {
    const { emit, events } = showPart(out, 'message-list', { pages }, EVENTS)
    await emit('.scroll', 'scroll', { scrollTop: 0, scrollHeight: 5_000 })
    await emit('.scroll', 'scrolltolower')
    await emit('.scroll', 'scrolltoupper')
    expect(events).toEqual([
      ['follow', { atEnd: false }],
      ['follow', { atEnd: true }],
      ['older', undefined],
    ])
  })
})
