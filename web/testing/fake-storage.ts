import type { TextStorage } from '../desk/desk-memory'

/** A browser's storage. With `isFull` it takes nothing more. */
export class FakeStorage implements TextStorage {
  readonly texts = new Map<string, string>()
  isFull = false

  getItem(key: string): string | null {
    return this.texts.get(key) ?? null
  }

  setItem(key: string, value: string): void {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError')
    this.texts.set(key, value)
  }

  removeItem(key: string): void {
    this.texts.delete(key)
  }
}
