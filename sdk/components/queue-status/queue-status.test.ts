/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { builtSdk } from '../../testing/built-sdk'
import { showPart } from '../../testing/show-part'

const out = builtSdk()
beforeEach(() => {
  jest.resetModules()
})

describe('the strip', () => {
  test('is not there without a sentence', () => {
    expect(showPart(out, 'queue-status', {}).see('strip')).toEqual([])
  })
  test.each(['plain', 'wait', 'good', 'bad'])('has the tone %s', (tone) => {
    expect(showPart(out, 'queue-status', { text: 'Wait', tone }).see(`strip-${tone}`)).toEqual(['Wait'])
  })
  test('has no button without an action, and tells when it is pressed', async () => {
    expect(showPart(out, 'queue-status', { text: 'Wait' }).see('action')).toEqual([])
    jest.resetModules()
    const { emit, events } = showPart(out, 'queue-status', { text: 'Wait', action: 'Leave' }, ['action'])
    await emit('.action', 'tap')
    expect(events.map(([name]) => name)).toEqual(['action'])
  })
})
