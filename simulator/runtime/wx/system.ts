import { phoneScreen } from '../frame/dom'
import { onKeyboard } from '../frame/keyboard'
import { language } from '../frame/texts'
import type { ThemeSource } from '../frame/theme'
import { guarded } from '../probe'
import { fields, text } from '../record'
import { ApiEvent, allAsynchronous } from './api'

/** px above the navigation bar, as the style sheet draws it. */
const STATUS_BAR_HEIGHT = 20
const NAVIGATION_BAR_HEIGHT = 44
const SDK_VERSION = '3.8.0'
/** The phone owner's choice of text size, as `?fontScale=1.4` says. */
const FONT_SCALE = Number(new URLSearchParams(location.search).get('fontScale')) || 1
const CAPSULE = { width: 87, height: 32, top: STATUS_BAR_HEIGHT + 6, right: 7 }

/** `wx.getWindowInfo` and its like: what the mini-program may know of the phone. */
export function systemApi(appId: string, theme: ThemeSource) {
  const screenSize = () => phoneScreen().getBoundingClientRect()
  const pageHeight = () => {
    const page = phoneScreen().querySelector('.sim-screen:not([hidden]) .sim-page-body')
    return page?.clientHeight ?? screenSize().height - STATUS_BAR_HEIGHT - NAVIGATION_BAR_HEIGHT
  }
  const getWindowInfo = () => {
    const { width, height } = screenSize()
    const safeArea = {
      left: 0,
      right: width,
      width,
      top: STATUS_BAR_HEIGHT,
      bottom: height,
      height: height - STATUS_BAR_HEIGHT,
    }
    return {
      ...{ pixelRatio: devicePixelRatio, screenWidth: width, screenHeight: height, screenTop: height - pageHeight() },
      ...{ windowWidth: width, windowHeight: pageHeight(), statusBarHeight: STATUS_BAR_HEIGHT, safeArea },
    }
  }
  const getDeviceInfo = () => ({
    ...{ brand: 'simulator', model: 'browser', platform: 'devtools', system: navigator.platform },
    ...{ benchmarkLevel: 1, abi: '', deviceAbi: '' },
  })
  const getAppBaseInfo = () => ({
    ...{ SDKVersion: SDK_VERSION, version: '8.0.5', language: language(), theme: theme.current },
    ...{ enableDebug: false, host: { appId: '' }, fontSizeSetting: 16 * FONT_SCALE, fontSizeScaleFactor: FONT_SCALE },
  })
  const getSystemInfoSync = () => ({ ...getWindowInfo(), ...getDeviceInfo(), ...getAppBaseInfo() })
  const themeChanged = new ApiEvent<object>()
  theme.onChange((current) => themeChanged.emit({ theme: current }))
  const windowResized = new ApiEvent<object>()
  window.addEventListener('resize', () => {
    const { windowWidth, windowHeight } = getWindowInfo()
    windowResized.emit({ size: { windowWidth, windowHeight } })
  })
  const keyboardChanged = new ApiEvent<object>()
  onKeyboard((height) => keyboardChanged.emit({ height, duration: 0 }))

  return {
    getWindowInfo,
    getDeviceInfo,
    getAppBaseInfo,
    getSystemInfoSync,
    getAccountInfoSync: () => ({ miniProgram: { appId, envVersion: 'develop', version: '' } }),
    getMenuButtonBoundingClientRect: () => {
      const { top, right, width, height } = CAPSULE
      const edge = screenSize().width - right
      return { top, bottom: top + height, left: edge - width, right: edge, width, height }
    },
    onThemeChange: themeChanged.on,
    offThemeChange: themeChanged.off,
    onWindowResize: windowResized.on,
    offWindowResize: windowResized.off,
    onKeyboardHeightChange: keyboardChanged.on,
    offKeyboardHeightChange: keyboardChanged.off,
    nextTick: (callback: unknown) => {
      queueMicrotask(() => guarded(() => (typeof callback === 'function' ? callback() : undefined)))
    },
    ...allAsynchronous({
      getSystemInfo: () => getSystemInfoSync(),
      hideKeyboard() {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      },
      async setClipboardData({ data }) {
        await writeClipboard(text(data))
      },
      async getClipboardData() {
        return { data: await navigator.clipboard.readText() }
      },
      makePhoneCall({ phoneNumber }) {
        location.href = `tel:${text(phoneNumber)}`
      },
      vibrateShort() {
        navigator.vibrate?.(15)
      },
      vibrateLong() {
        navigator.vibrate?.(400)
      },
    }),
  }
}

/** The clipboard is closed to a page in a foreign iframe; selecting and copying still works there. */
async function writeClipboard(value: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value)
  } catch {
    const area = document.createElement('textarea')
    area.value = value
    phoneScreen().append(area)
    area.select()
    document.execCommand('copy')
    area.remove()
  }
}

interface Connection {
  isConnected: boolean
  networkType: string
}

/** `wx.getNetworkType` and the event of its change, after the browser's own. */
export function networkApi() {
  const changed = new ApiEvent<Connection>()
  const current = (): Connection => ({ isConnected: navigator.onLine, networkType: navigator.onLine ? 'wifi' : 'none' })
  for (const name of ['online', 'offline']) window.addEventListener(name, () => changed.emit(current()))
  return {
    onNetworkStatusChange: changed.on,
    offNetworkStatusChange: changed.off,
    ...allAsynchronous({ getNetworkType: () => fields({ networkType: current().networkType, hasSystemProxy: false }) }),
  }
}
