import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dirname } from 'node:path/posix'
import { isCompanion } from '../apply/journal'
import { errorCode } from '../error-code'
import { resolveInside, statOf } from './safe-path'

/** What stands at a path of the mini-program: a file's bytes, or something that is not a file. */
export type Entry = { kind: 'file'; bytes: Buffer } | { kind: 'folder' } | { kind: 'other' }

/** The part of a mini-program a plan looks at, as it was at one moment. Paths are relative, with forward slashes. */
export interface Snapshot {
  /** How messages name a file. */
  name(path: string): string
  entry(path: string): Entry | undefined
  /** Every file seen under a folder. */
  filesUnder(folder: string): string[]
  /** Whether a folder above a file that was looked at is a link to another folder. */
  isLink(folder: string): boolean
  /** The names in a folder above a file that was looked at; `.` is the mini-program itself. */
  namesIn(folder: string): readonly string[]
}

/**
 * Reads the given files, the folders above them and everything under `folders`.
 * Throws `path-unsafe` when one of them leads out of the root through a symbolic link.
 */
export function takeSnapshot(
  root: string,
  files: readonly string[],
  folders: readonly string[],
  name: (path: string) => string = (path) => path,
): Snapshot {
  const entries = new Map<string, Entry | undefined>()
  const look = (path: string): Entry | undefined => {
    if (!entries.has(path)) entries.set(path, readEntry(resolveInside(root, path)))
    return entries.get(path)
  }
  const walk = (folder: string): void => {
    if (look(folder)?.kind !== 'folder') return
    for (const child of readdirSync(resolveInside(root, folder), { withFileTypes: true })) {
      // What another run is just staging is none of the project's files.
      if (isCompanion(child.name)) continue
      const path = `${folder}/${child.name}`
      // A link may lead back up: it is noted, never walked.
      if (!child.isSymbolicLink()) walk(path)
      else if (!entries.has(path)) entries.set(path, { kind: 'other' })
    }
  }
  const names = new Map<string, readonly string[]>([['.', namesOf(root)]])
  const links = new Set<string>()
  for (const file of files) {
    look(file)
    for (let folder = dirname(file); folder !== '.' && !names.has(folder); folder = dirname(folder)) {
      names.set(folder, look(folder)?.kind === 'folder' ? namesOf(resolveInside(root, folder)) : [])
      if (statOf(join(root, ...folder.split('/')))?.isSymbolicLink()) links.add(folder)
    }
  }
  for (const folder of folders) walk(folder)
  return {
    name,
    entry: (path) => entries.get(path),
    isLink: (folder) => links.has(folder),
    namesIn: (folder) => names.get(folder) ?? [],
    filesUnder: (folder) =>
      [...entries].flatMap(([path, entry]) =>
        path.startsWith(`${folder}/`) && entry !== undefined && entry.kind !== 'folder' ? [path] : [],
      ),
  }
}

function namesOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => !isCompanion(name))
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
