/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { builtSdk } from '../../testing/built-sdk'
import { showPart } from '../../testing/show-part'

const out = builtSdk()
beforeEach(() => {
  jest.resetModules()
})

const show = () => showPart(out, 'rating', { tags: ['Patient', 'Quick'] }, ['submit'])

describe('a rating', () => {
  test('cannot be given without a star', async () => {
    const { emit, events, see } = show()
    expect([see('star').length, see('submit-off').length]).toEqual([5, 1])
    await emit('.submit', 'tap')
    expect(events).toEqual([])
  })
  test('tells stars, tags and comment', async () => {
    const { part, emit, events, see } = show()
    await emit('.star', 'tap', {}, 3)
    await emit('.tag', 'tap', {}, 0)
    await emit('.tag', 'tap', {}, 1)
    await emit('.tag', 'tap', {}, 0)
    expect([see('star-on').length, see('tag-on'), see('submit-off').length]).toEqual([4, ['Quick'], 0])
    part.setData({ comment: 'thanks' })
    await emit('.submit', 'tap')
    expect(events).toEqual([['submit', { score: 4, tags: ['Quick'], comment: 'thanks' }]])
  })
  test('offers tags that follow the stars, and keeps of the chosen ones what is still offered', async () => {
    const lowTags = ['Slow', 'Quick']
    const { emit, see, events } = showPart(out, 'rating', { tags: ['Patient', 'Quick'], lowTags }, ['submit'])
    expect(see('tag')).toEqual([])
    await emit('.star', 'tap', {}, 2)
    expect(see('tag')).toEqual(['Slow', 'Quick'])
    await emit('.tag', 'tap', {}, 0)
    await emit('.tag', 'tap', {}, 1)
    await emit('.star', 'tap', {}, 4)
    expect([see('tag'), see('tag-on')]).toEqual([['Patient', 'Quick'], ['Quick']])
    await emit('.submit', 'tap')
    expect(events).toEqual([['submit', { score: 5, tags: ['Quick'], comment: '' }]])
  })
})
