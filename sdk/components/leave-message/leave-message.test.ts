/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { builtSdk } from '../../testing/built-sdk'
import { showPart } from '../../testing/show-part'

const out = builtSdk()
beforeEach(() => {
  jest.resetModules()
})

describe('the form for a message', () => {
  test('gives nothing away while there are no words', async () => {
    const { emit, events, see } = showPart(out, 'leave-message', {}, ['submit'])
    await emit('.write', 'input', { value: '  ' })
    await emit('.submit', 'tap')
    expect([events, see('submit-off').length]).toEqual([[], 1])
  })
  test('tells the words and how to reach the customer', async () => {
    const { part, emit, events, see } = showPart(out, 'leave-message', {}, ['submit'])
    await emit('.write', 'input', { value: ' a refund ' })
    part.setData({ contact: '138' })
    expect(see('submit-off')).toEqual([])
    await emit('.submit', 'tap')
    expect(events).toEqual([['submit', { text: 'a refund', contact: '138' }]])
  })
})
