import { isPlainRelative } from '../project/safe-path'

/** Reads the fields of a parsed JSON object one by one, each checked; what does not fit is thrown as `broken` makes it. */
export class Fields {
  readonly #value: Readonly<Record<string, unknown>>
  readonly #broken: (reason: string) => Error

  constructor(value: unknown, broken: (reason: string) => Error) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken('JSON')
    this.#value = { ...value }
    this.#broken = broken
  }

  get(key: string): unknown {
    return Object.hasOwn(this.#value, key) ? this.#value[key] : undefined
  }

  string(key: string): string {
    const value = this.get(key)
    if (typeof value !== 'string') throw this.#broken(key)
    return value
  }

  /** A version, such as `1.2.0-beta.1`. */
  version(key: string): string {
    const value = this.string(key)
    if (!/^\d+(\.\d+)*[\w.+-]{0,64}$/.test(value)) throw this.#broken(key)
    return value
  }

  /** A plain relative path that cannot leave the folder it is joined to. */
  path(key: string): string {
    const value = this.string(key)
    if (!isPlainRelative(value)) throw this.#broken(`${key}: ${value}`)
    return value
  }

  /** A SHA-256 in lower-case hex. */
  hash(key: string): string {
    const value = this.string(key)
    if (!/^[0-9a-f]{64}$/.test(value)) throw this.#broken(key)
    return value
  }

  offset(key: string): number {
    const value = this.get(key)
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw this.#broken(key)
    return value
  }

  fields(key: string): Fields {
    return new Fields(this.get(key), this.#broken)
  }

  items(key: string): Fields[] {
    const value = this.get(key)
    if (!Array.isArray(value)) throw this.#broken(key)
    return value.map((item) => new Fields(item, this.#broken))
  }

  paths(key: string): string[] {
    const value = this.get(key)
    if (!Array.isArray(value)) throw this.#broken(key)
    return value.map((path) => new Fields({ [key]: path }, this.#broken).path(key))
  }
}
