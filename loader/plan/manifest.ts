import { LoaderError } from '../errors'
import { isPlainRelative } from '../project/safe-path'
import type { Splice } from './plan'

/** The record of an installation, kept in the mini-program so that it can be updated and taken out again. */
export interface Manifest {
  /** The version of ccc-store that installed. */
  version: string
  options: { subpackage: string; loginPath: string }
  /** Folders that were created. */
  folders: readonly string[]
  /** Files that were created, with the hash of what was written. */
  files: readonly { path: string; sha256: string }[]
  /** Edits of the user's files, with the hash of the whole file before and after. */
  splices: readonly RecordedSplice[]
}

export interface RecordedSplice extends Splice {
  path: string
  before: string
  after: string
}

export const MANIFEST_PATH = '.ccc-store.json'

/** Reads a manifest as the untrusted input it is. `file` is how messages name it. Throws `manifest-broken`. */
export function parseManifest(bytes: Buffer, file: string): Manifest {
  const broken = (reason: string) => new LoaderError('manifest-broken', { file, reason })
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw broken('JSON')
  }
  const root = new Fields(value, broken)
  if (root.get('schema') !== 1) throw broken('schema')
  const options = new Fields(root.get('options'), broken)
  return {
    version: root.string('version'),
    options: { subpackage: options.path('subpackage'), loginPath: options.path('loginPath') },
    folders: root.list('folders').map((folder) => new Fields({ folder }, broken).path('folder')),
    files: root.list('files').map((item) => {
      const file = new Fields(item, broken)
      return { path: file.path('path'), sha256: file.hash('sha256') }
    }),
    splices: root.list('splices').map((item) => {
      const splice = new Fields(item, broken)
      return {
        path: splice.path('path'),
        offset: splice.offset('offset'),
        removed: splice.string('removed'),
        inserted: splice.string('inserted'),
        before: splice.hash('before'),
        after: splice.hash('after'),
      }
    }),
  }
}

/** The manifest as it is written: the same installation always gives the same bytes. */
export function serializeManifest(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify({ schema: 1, ...manifest }, null, 2)}\n`)
}

class Fields {
  readonly #value: Record<string, unknown>
  readonly #broken: (reason: string) => LoaderError

  constructor(value: unknown, broken: (reason: string) => LoaderError) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken('JSON')
    this.#value = { ...value }
    this.#broken = broken
  }

  get(key: string): unknown {
    return this.#value[key]
  }

  string(key: string): string {
    const value = this.get(key)
    if (typeof value !== 'string') throw this.#broken(key)
    return value
  }

  path(key: string): string {
    const value = this.string(key)
    if (!isPlainRelative(value)) throw this.#broken(`${key}: ${value}`)
    return value
  }

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

  list(key: string): unknown[] {
    const value = this.get(key)
    if (!Array.isArray(value)) throw this.#broken(key)
    return value
  }
}
