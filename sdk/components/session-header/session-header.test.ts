/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { builtSdk } from '../../testing/built-sdk'
import { showPart } from '../../testing/show-part'

const out = builtSdk()
beforeEach(() => {
  jest.resetModules()
})

const agent = { name: 'Lin', staffNo: '7' }

describe('the header', () => {
  test.each([
    [{}, []],
    [{ agent }, ['Lin (No. 7) is serving you']],
    [{ agent, typing: true }, ['Lin is typing…']],
  ])('with %j says %j', (properties, words) => {
    expect(showPart(out, 'session-header', properties).see('words')).toEqual(words)
  })
  test('lets the customer end the session', async () => {
    const { emit, events } = showPart(out, 'session-header', { agent }, ['end'])
    await emit('.action', 'tap')
    expect(events).toEqual([['end', undefined]])
  })
})
