/** @jest-environment jsdom */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { buildSdk } from '../testing/built-sdk'
import { installWx, renderAt, textsIn } from '../testing/simulate'

let out = ''
beforeAll(() => {
  out = buildSdk()
}, 60_000)
afterAll(() => rmSync(out, { recursive: true, force: true }))
const stored = new Map<string, unknown>()
beforeEach(() => {
  stored.clear()
  jest.resetModules()
})

function show(language: string, properties: Record<string, unknown> = {}) {
  const navigateTo = jest.fn()
  installWx({
    getSystemInfoSync: () => ({ language, windowWidth: 375, windowHeight: 700, safeArea: { bottom: 666 } }),
    getStorageSync: (key: string) => stored.get(key) ?? '',
    setStorage: ({ key, data }: { key: string; data: unknown }) => stored.set(key, data),
    navigateTo,
  })
  const entry = renderAt(out, 'ccc-entry/ccc-entry', properties)
  const page = document.createElement('div')
  entry.attach(page)
  return { entry, navigateTo, page }
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
    [0, []],
    [3, ['3']],
    [100, ['99+']],
  ])('with %i unread shows %j', (unread, badge) => {
    const { page } = show('en', { unread })
    expect(textsIn(page, 'badge')).toEqual(badge)
  })
  test('is dragged within the safe area, and is there again the next time', async () => {
    const { entry } = show('en')
    // touches of the tests' document have no place
    Reflect.get(entry.instance, 'onMove').call(entry.instance, { touches: [{ clientX: 100, clientY: 2_000 }] })
    entry.querySelector('.entry')?.dispatchEvent('touchend')
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
    expect(entry.instance.data.style).toBe('top:614px;left:74px')
    jest.resetModules()
    expect(show('en').entry.instance.data.style).toBe('top:614px;left:74px')
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
