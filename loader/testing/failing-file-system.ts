import { writeFileSync } from 'node:fs'
import { diskFileSystem, type FileSystem } from '../apply/file-system'

/** What happens at the chosen step: it alone fails, or it and everything after it, as when the process is killed. */
export type Failure = 'fails once' | 'is killed' | 'is killed in the middle of a write'

export interface FailingFileSystem extends FileSystem {
  /** How many steps were attempted. */
  steps(): number
}

/** The real disk, without waiting for it: those of tests need not outlive a power cut. */
export const unflushedDisk: FileSystem = { ...diskFileSystem, flush() {} }

/** The real disk until the n-th change (from 1), which goes wrong. */
export function failingFileSystem(at: number, failure: Failure): FailingFileSystem {
  let count = 0
  const guard = (tearable?: () => void): void => {
    count += 1
    if (count === at && failure === 'is killed in the middle of a write') tearable?.()
    const dead = failure !== 'fails once' && count > at
    if (count === at || dead) throw new Error(`step ${count} went wrong`)
  }
  return {
    steps: () => count,
    write(path, bytes, mode) {
      guard(() => writeFileSync(path, bytes.subarray(0, bytes.length / 2)))
      diskFileSystem.write(path, bytes, mode)
    },
    keep(from, to) {
      guard()
      diskFileSystem.keep(from, to)
    },
    flush: unflushedDisk.flush,
    claim(from, to) {
      guard()
      diskFileSystem.claim(from, to)
    },
    rename(from, to) {
      guard()
      diskFileSystem.rename(from, to)
    },
    remove(path) {
      guard()
      diskFileSystem.remove(path)
    },
    makeFolder(path) {
      guard()
      diskFileSystem.makeFolder(path)
    },
    removeFolder(path) {
      guard()
      diskFileSystem.removeFolder(path)
    },
  }
}
