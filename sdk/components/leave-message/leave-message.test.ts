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
    const { emit, events, see } = showPart(out, 'leave-message', {}, ['submit'])
    await emit('.write', 'input', { value: ' a refund ' })
    await emit('.write', 'input', { value: ' 138 0000 0000' }, 1)
    expect(see('submit-off')).toEqual([])
    await emit('.submit', 'tap')
    expect(events).toEqual([['submit', { text: 'a refund', contact: '138 0000 0000' }]])
  })
  test.each(['138', 'me', 'me@', '微信 abc', '+86 138x'])(
    'says that %p reaches nobody, until it is mended',
    async (contact) => {
      const { emit, events, see } = showPart(out, 'leave-message', {}, ['submit'])
      await emit('.write', 'input', { value: 'a refund' })
      await emit('.write', 'input', { value: contact }, 1)
      await emit('.submit', 'tap')
      expect([see('wrong'), events]).toEqual([['Not a phone number or e-mail'], []])
      await emit('.write', 'input', { value: 'me@example.com' }, 1)
      expect(see('wrong')).toEqual([])
      await emit('.submit', 'tap')
      expect(events).toEqual([['submit', { text: 'a refund', contact: 'me@example.com' }]])
    },
  )
  test('begins with what was left before', async () => {
    const { emit, events } = showPart(out, 'leave-message', { left: { text: 'a refund', contact: '10086' } }, [
      'submit',
    ])
    await emit('.submit', 'tap')
    expect(events).toEqual([['submit', { text: 'a refund', contact: '10086' }]])
  })
})
