import { MAX_POSTER_LENGTH } from '@ccc-store/core/protocol'
import type { Platform, PlatformAnswer, PlatformRequest, PlatformSocket } from './platform'
import { isGone, saysGone, wxFiles } from './wx-files'

/** A film of 50 MB takes minutes on a weak network; the reader sees it move and may give it up. */
const UPLOAD_WITHIN_MS = 600_000

/** What WeChat says of itself; `getAppBaseInfo` came with base library 2.20.1, and knows less. */
export const appFacts = (): WechatMiniprogram.AppBaseInfo | WechatMiniprogram.SystemInfo =>
  wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()

/** The language of the system, as WeChat names it. */
export const systemLanguage = (): string => appFacts().language || ''

const authorization = (token: string) => ({ Authorization: `Bearer ${token}` })

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

function request(
  method: 'GET' | 'POST',
  { url, token }: PlatformRequest,
  answered: (answer: PlatformAnswer | null) => void,
): void {
  wx.request({
    url,
    method,
    header: authorization(token),
    // WeChat announces JSON with every POST, and nothing is none
    data: {},
    success: ({ statusCode, data }) => answered({ status: statusCode, body: data }),
    fail: () => answered(null),
  })
}

const upload: Platform['upload'] = ({ url, token }, { path, poster }, handlers) => {
  const task = wx.uploadFile({
    url,
    filePath: path,
    name: 'file',
    formData: fieldsOf(poster),
    header: authorization(token),
    timeout: UPLOAD_WITHIN_MS,
    success: ({ statusCode, data }) => handlers.answered({ status: statusCode, body: parsed(data) }),
    fail: ({ errMsg }) => handlers.failed(reasonOf(errMsg, path)),
  })
  task.onProgressUpdate(({ progress }) => handlers.progress(progress))
  return () => task.abort()
}

/** A film goes without its first frame when that cannot be read any more, or is too large. */
function fieldsOf(path?: string): { poster?: string } {
  try {
    const poster = path ? String(wx.getFileSystemManager().readFileSync(path, 'base64')) : ''
    return path && poster.length <= MAX_POSTER_LENGTH ? { poster } : {}
  } catch {
    return {}
  }
}

function reasonOf(errMsg: string, path: string): 'gone' | 'forbidden' | 'network' {
  if (saysGone(errMsg) || isGone(path)) return 'gone'
  return /domain list/i.test(errMsg) ? 'forbidden' : 'network'
}

/** `wx.uploadFile` hands the answer over as text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
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
  request,
  upload,
  storage: {
    read: (key) => wx.getStorageSync(key),
    write: (key, value) => wx.setStorageSync(key, value),
  },
  files: wxFiles,
  onShow: (handler) => wx.onAppShow(handler),
  onNetwork: (handler) => wx.onNetworkStatusChange(({ isConnected, networkType }) => handler(isConnected, networkType)),
  language: systemLanguage,
}
