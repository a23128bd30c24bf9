/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { builtSdk } from '../../testing/built-sdk'
import { showPart } from '../../testing/show-part'

const out = builtSdk()
beforeEach(() => {
  jest.resetModules()
})

const options = [
  { keyword: '1', name: 'Hours' },
  { keyword: 'A', name: 'Agent' },
]
const show = (properties: Record<string, unknown>) => showPart(out, 'flow-menu', { options, ...properties }, ['choose'])

describe('a menu', () => {
  test('that waits for an answer is chosen from once', async () => {
    const { emit, events } = show({ active: true, chosen: -1 })
    await emit('.option', 'tap', {}, 1)
    await emit('.option', 'tap', {}, 0)
    expect(events).toEqual([['choose', { keyword: 'A', name: 'Agent', text: 'Agent' }]])
  })
  test('says the keyword where the name is the keyword of another option', async () => {
    const options = [
      { keyword: '1', name: '2' },
      { keyword: '2', name: 'Hours' },
    ]
    const { emit, events } = show({ options, active: true, chosen: -1 })
    await emit('.option', 'tap', {}, 0)
    expect(events).toEqual([['choose', { keyword: '1', name: '2', text: '1' }]])
  })
  test('that was answered shows the choice and greys the rest', async () => {
    const { see, emit, events } = show({ active: true, chosen: 0 })
    expect([see('option-chosen'), see('option-off')]).toEqual([['Hours✓'], ['Agent']])
    await emit('.option', 'tap', {}, 1)
    expect(events).toEqual([])
  })
  test('that nobody waits for is grey', () => {
    expect(show({ active: false, chosen: -1 }).see('option-off')).toEqual(['Hours', 'Agent'])
  })
})
