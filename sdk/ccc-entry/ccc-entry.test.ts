/** @jest-environment jsdom */
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { builtSdk } from '../testing/built-sdk'
import { installWx, renderAt, textsIn } from '../testing/simulate'

const out = builtSdk()
const stored = new Map<string, unknown>()
beforeEach(() => {
  stored.clear()
  jest.resetModules()
})

const windowInfo = { windowWidth: 375, windowHeight: 700, safeArea: { bottom: 666 } }

/** @param isOld a base library before 2.20.1 */
function show(language: string, properties: Record<string, unknown> = {}, isOld = false) {
  const navigateTo = jest.fn()
  const getWindowInfo = jest.fn(() => windowInfo)
  installWx({
    getAppBaseInfo: () => ({ language }),
    getWindowInfo,
    ...(isOld && {
      getAppBaseInfo: undefined,
      getWindowInfo: undefined,
      getSystemInfoSync: () => ({ language, ...windowInfo }),
    }),
    getStorageSync: (key: string) => stored.get(key) ?? '',
    setStorage: ({ key, data }: { key: string; data: unknown }) => stored.set(key, data),
    navigateTo,
  })
  const entry = renderAt(out, 'ccc-entry/ccc-entry', properties)
  const page = document.createElement('div')
  entry.attach(page)
  return { entry, navigateTo, getWindowInfo, page }
}

/** Touches of the tests' document have no place, so the handler is called itself. */
const drag = (entry: ReturnType<typeof show>['entry']): void =>
  Reflect.get(entry.instance, 'onMove').call(entry.instance, { touches: [{ clientX: 100, clientY: 2_000 }] })

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
  test.each([false, true])(
    'is dragged within the safe area, and is there again the next time (old: %s)',
    async (isOld) => {
      const { entry } = show('en', {}, isOld)
      entry.querySelector('.entry')?.dispatchEvent('touchstart')
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
      drag(entry)
      entry.querySelector('.entry')?.dispatchEvent('touchend')
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
      expect(entry.instance.data.style).toBe('top:614px;left:74px')
      jest.resetModules()
      expect(show('en', {}, isOld).entry.instance.data.style).toBe('top:614px;left:74px')
    },
  )
  test('asks for the window once, however long it is dragged', async () => {
    const { entry, getWindowInfo } = show('en')
    entry.querySelector('.entry')?.dispatchEvent('touchstart')
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
    for (let move = 0; move < 20; move += 1) drag(entry)
    expect(getWindowInfo).toHaveBeenCalledTimes(1)
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
