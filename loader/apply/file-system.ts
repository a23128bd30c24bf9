import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
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
  /** Writes a new file; fails when something is there. */
  write(path: string, bytes: Buffer, mode?: number): void
  /** Gives a file a second name, under which it stays when the first one is taken away or given to another file. */
  keep(from: string, to: string): void
  /** Gives a file a name that nothing has yet; fails with EEXIST when something has it. */
  claim(from: string, to: string): void
  /** Moves a file over whatever file is there, in one step. */
  rename(from: string, to: string): void
  /** Removes a file; a missing one is fine. */
  remove(path: string): void
  makeFolder(path: string): void
  /** Removes a folder. Fails when it is not empty. */
  removeFolder(path: string): void
  /** Waits until files and folders, those that exist, have reached the disk. */
  flush(paths: readonly string[]): void
}

/** The real disk. */
export const diskFileSystem: FileSystem = {
  write(path, bytes, mode) {
    const handle = openSync(path, 'wx')
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written)
    } finally {
      closeSync(handle)
    }
    if (mode !== undefined) chmodSync(path, mode)
  },
  keep(from, to) {
    try {
      linkSync(from, to)
    } catch (error) {
      // Some file systems (exFAT, some network shares) have no links, and not every file of another user may get one.
      if (errorCode(error) === 'EEXIST' || existsSync(to)) throw error
      copyFileSync(from, to, constants.COPYFILE_EXCL)
    }
  },
  claim(from, to) {
    try {
      linkSync(from, to)
    } catch (error) {
      // Without links, two runs in the same instant are not told apart.
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
  flush(paths) {
    for (const path of paths) flushOne(path)
  },
}

/** Removes a file of our own, with a second try: a virus scanner may hold it for a moment. */
export function removeOwn(path: string, files: FileSystem): void {
  try {
    files.remove(path)
  } catch {
    files.remove(path)
  }
}

// Windows flushes only what is open for writing, and no folders; a file that cannot be opened so is left to the system.
function flushOne(path: string): void {
  let handle: number
  try {
    handle = openSync(path, process.platform === 'win32' ? 'r+' : 'r')
  } catch {
    return
  }
  try {
    fsyncSync(handle)
  } catch (error) {
    // Some file systems cannot wait for a folder; a disk that fails is another matter.
    if (errorCode(error) === 'EIO' || errorCode(error) === 'ENOSPC') throw error
  } finally {
    closeSync(handle)
  }
}
