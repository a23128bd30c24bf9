import { text } from '../record'
import { ApiFailure, allAsynchronous } from './api'

/** WeChat's limit on what one mini-program keeps, in KB. */
const LIMIT_KB = 10_240

/** What a mini-program keeps on one phone: in the browser's storage, apart for each app and each person. */
export class Storage {
  private readonly prefix: string

  constructor(appId: string, user: string) {
    this.prefix = `simulator/${appId}/${user}/`
  }

  /** The value, or '' if there is none, as WeChat has it. */
  readonly get = (key: unknown): unknown => {
    const stored = localStorage.getItem(this.prefix + text(key))
    return stored === null ? '' : JSON.parse(stored).value
  }

  readonly has = (key: unknown): boolean => localStorage.getItem(this.prefix + text(key)) !== null

  readonly set = (key: unknown, value: unknown): void => {
    localStorage.setItem(this.prefix + text(key), JSON.stringify({ value }))
  }

  readonly remove = (key: unknown): void => localStorage.removeItem(this.prefix + text(key))

  readonly clear = (): void => {
    for (const key of this.keys()) this.remove(key)
  }

  readonly info = () => {
    const keys = this.keys()
    const length = keys.reduce((sum, key) => sum + (localStorage.getItem(this.prefix + key)?.length ?? 0), 0)
    return { keys, currentSize: Math.ceil(length / 1024), limitSize: LIMIT_KB }
  }

  private keys(): string[] {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => key.slice(this.prefix.length))
  }
}

/** `wx.getStorageSync`, `wx.setStorage` and their like. */
export const storageApi = (storage: Storage) => ({
  getStorageSync: storage.get,
  setStorageSync: storage.set,
  removeStorageSync: storage.remove,
  clearStorageSync: storage.clear,
  getStorageInfoSync: storage.info,
  batchGetStorageSync: (keys: unknown) => (Array.isArray(keys) ? keys.map(storage.get) : []),
  ...allAsynchronous({
    getStorage({ key }) {
      if (!storage.has(key)) throw new ApiFailure('data not found')
      return { data: storage.get(key) }
    },
    setStorage: ({ key, data }) => storage.set(key, data),
    removeStorage: ({ key }) => storage.remove(key),
    clearStorage: () => storage.clear(),
    getStorageInfo: () => storage.info(),
  }),
})
