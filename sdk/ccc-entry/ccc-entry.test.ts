/** @jest-environment jsdom */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { buildSdk } from '../testing/built-sdk'
import { installWx, renderAt } from '../testing/simulate'

let out = ''
beforeAll(() => {
  out = buildSdk()
}, 60_000)
afterAll(() => rmSync(out, { recursive: true, force: true }))
beforeEach(() => {
  jest.resetModules()
})

function show(language: string, properties: Record<string, unknown> = {}) {
  const navigateTo = jest.fn()
  installWx({ getAppBaseInfo: () => ({ language }), navigateTo })
  const entry = renderAt(out, 'ccc-entry/ccc-entry', properties)
  const page = document.createElement('div')
  entry.attach(page)
  return { entry, navigateTo }
}

describe('the entry button', () => {
  test.each([
    ['zh_CN', {}, '在线客服'],
    ['en', {}, 'Customer service'],
    ['en', { label: 'Help' }, 'Help'],
  ])('on a phone in %s with %j is called %s', (language, properties, name) => {
    const { data } = show(language, properties).entry.instance
    expect(data.label || data.name).toBe(name)
  })

  test.each([
    [{}, '/ccc/pages/chat/index'],
    [{ url: '/service/pages/chat/index?ivrId=night' }, '/service/pages/chat/index?ivrId=night'],
  ])('with %j opens %s', async (properties, url) => {
    const { entry, navigateTo } = show('en', properties)
    entry.querySelector('.entry')?.dispatchEvent('tap')
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
    expect(navigateTo).toHaveBeenCalledWith({ url })
  })
})
