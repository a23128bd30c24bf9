import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isCompanion } from '../apply/journal'
import { errorCode } from '../error-code'
import { resolveInside, statOf } from './safe-path'

/** What stands at a path of the mini-program: a file's bytes, or something that is not a file. */
export type Entry = { kind: 'file'; bytes: Buffer } | { kind: 'folder' } | { kind: 'other' }

/**
 * The files of a mini-program as one command sees them: each is read when it is first asked for, and only once, so that
 * everything a plan goes by was true at one moment. Paths are relative, with forward slashes.
 * Every method throws `path-unsafe` when a path leads out of the mini-program through a symbolic link.
 */
export class ProjectFiles {
  readonly #root: string
  readonly #entries = new Map<string, Entry | undefined>()
  readonly #names = new Map<string, readonly string[]>()
  readonly #under = new Map<string, readonly string[]>()

  /** `root` is absolute and free of symbolic links; `name` says how messages call a file. */
  constructor(
    root: string,
    readonly name: (path: string) => string = (path) => path,
  ) {
    this.#root = root
  }

  entry(path: string): Entry | undefined {
    if (!this.#entries.has(path)) this.#entries.set(path, readEntry(resolveInside(this.#root, path)))
    return this.#entries.get(path)
  }

  /** The bytes of a file; undefined when there is none, or something else. */
  bytes(path: string): Buffer | undefined {
    const entry = this.entry(path)
    return entry?.kind === 'file' ? entry.bytes : undefined
  }

  /** The text of a file; empty when there is none. */
  text(path: string): string {
    return this.bytes(path)?.toString('utf8') ?? ''
  }

  /** Whether a folder is a link to another one. */
  isLink(folder: string): boolean {
    return statOf(join(this.#root, ...folder.split('/')))?.isSymbolicLink() === true
  }

  /** The names in a folder; `.` is the mini-program itself. What another run is just staging is not among them. */
  namesIn(folder: string): readonly string[] {
    const known = this.#names.get(folder)
    if (known) return known
    const isFolder = folder === '.' || this.entry(folder)?.kind === 'folder'
    const path = folder === '.' ? this.#root : resolveInside(this.#root, folder)
    const names = isFolder ? readdirSync(path).filter((name) => !isCompanion(name)) : []
    this.#names.set(folder, names)
    return names
  }

  /** Every file under a folder. A link may lead back up: it is listed, never walked. */
  filesUnder(folder: string): readonly string[] {
    const known = this.#under.get(folder)
    if (known) return known
    const files = this.entry(folder)?.kind === 'folder' ? this.#walk(folder) : []
    this.#under.set(folder, files)
    return files
  }

  #walk(folder: string): string[] {
    const children = readdirSync(resolveInside(this.#root, folder), { withFileTypes: true })
    return children.flatMap((child) => {
      if (isCompanion(child.name)) return []
      const path = `${folder}/${child.name}`
      return child.isDirectory() ? this.#walk(path) : [path]
    })
  }
}

function readEntry(path: string): Entry | undefined {
  const stat = statOf(path)
  if (stat === undefined) return undefined
  if (stat.isDirectory()) return { kind: 'folder' }
  if (!stat.isFile()) return { kind: 'other' }
  try {
    return { kind: 'file', bytes: readFileSync(path) }
  } catch (error) {
    // Another program removed it just now.
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
