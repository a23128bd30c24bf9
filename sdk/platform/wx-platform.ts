import type { Platform, PlatformSocket } from './platform'

/** The language of the system, as WeChat names it; `getAppBaseInfo` came with base library 2.20.1. */
export const systemLanguage = (): string =>
  (wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()).language ?? ''

function connect(url: string): PlatformSocket {
  // 60 s is WeChat's own limit; the transport gives up much earlier by itself
  const task = wx.connectSocket({ url, timeout: 60_000 })
  return {
    send: (data, failed) => task.send({ data, fail: failed }),
    close: () => task.close({ code: 1000, fail() {} }),
    onOpen: (handler) => task.onOpen(handler),
    onText: (handler) => task.onMessage(({ data }) => handler(typeof data === 'string' ? data : '')),
    onEnd: (handler) => {
      task.onClose(handler)
      task.onError(handler)
    },
  }
}

/** The phone, as WeChat offers it. */
export const wxPlatform: Platform = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  connect,
  storage: {
    read: (key) => wx.getStorageSync(key),
    write: (key, value) => wx.setStorageSync(key, value),
  },
  onShow: (handler) => wx.onAppShow(handler),
  onNetwork: (handler) => wx.onNetworkStatusChange(({ isConnected, networkType }) => handler(isConnected, networkType)),
  language: systemLanguage,
}
