import type { TextStorage } from '../desk/desk-memory'

/** The browser's storage, or one that lasts as long as the page where the browser forbids it. */
export function browserStorage(kind: 'localStorage' | 'sessionStorage'): TextStorage {
  try {
    return window[kind]
  } catch {
    const texts = new Map<string, string>()
    return {
      getItem: (key) => texts.get(key) ?? null,
      setItem: (key, text) => texts.set(key, text),
      removeItem: (key) => texts.delete(key),
    }
  }
}
