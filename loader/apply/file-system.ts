import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { errorCode } from '../error-code'

/** Everything that changes a disk, in one place, so that a test can fail or stop at every single step. */
export interface FileSystem {
  /** Writes a new file; fails when something is there. `durable` waits until it has reached the disk. */
  write(path: string, bytes: Buffer, options?: { mode?: number; durable?: boolean }): void
  /** Gives a file a name that nothing has yet; fails when something has it. */
  claim(from: string, to: string): void
  /** Moves a file over whatever file is there, in one step. */
  rename(from: string, to: string): void
  /** Removes a file; a missing one is fine. */
  remove(path: string): void
  makeFolder(path: string): void
  /** Removes a folder. Fails when it is not empty. */
  removeFolder(path: string): void
}

/** The real disk. */
export const diskFileSystem: FileSystem = {
  write(path, bytes, { mode, durable = false } = {}) {
    const handle = openSync(path, 'wx')
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written)
      if (durable) fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    if (mode !== undefined) chmodSync(path, mode)
  },
  claim(from, to) {
    try {
      linkSync(from, to)
    } catch (error) {
      // Some file systems (exFAT, some network shares) have no links. Two runs in the same instant are then not told apart.
      if (errorCode(error) === 'EEXIST' || existsSync(to)) throw error
      renameSync(from, to)
    }
  },
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
  makeFolder: (path) => {
    mkdirSync(path)
  },
  removeFolder: rmdirSync,
}

/** Removes a file of our own, with a second try: a virus scanner may hold it for a moment. */
export function removeOwn(path: string, files: FileSystem): void {
  try {
    files.remove(path)
  } catch {
    files.remove(path)
  }
}
