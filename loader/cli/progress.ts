import { performance } from 'node:perf_hooks'
import { diskFileSystem, type FileSystem } from '../apply/file-system'
import type { CliIo } from './io'

/** Work that takes longer than this says so. */
const PATIENCE_MS = 500

/** Shows that work goes on, on a terminal only. */
export interface Progress {
  /** Called now and then by work that does not let go of the thread. */
  tick(): void
  /** Takes the message away again. */
  end(): void
}

/** Starts to watch work; `text` appears when it has taken half a second. */
export function startProgress(io: CliIo, text: string): Progress {
  const start = performance.now()
  let isShown = false
  const show = () => {
    if (isShown || !io.stderr.isTTY) return
    isShown = true
    io.stderr.write(text)
  }
  const timer = setTimeout(show, PATIENCE_MS)
  timer.unref()
  return {
    tick() {
      if (performance.now() - start > PATIENCE_MS) show()
    },
    end() {
      clearTimeout(timer)
      if (isShown) io.stderr.write(`\r${' '.repeat(text.length * 2)}\r`)
      isShown = false
    },
  }
}

/** The disk, with a sign of life when many files take their time. */
export function watchedFileSystem(io: CliIo, text: string): FileSystem {
  let progress: Progress | undefined
  return {
    ...diskFileSystem,
    write(path, bytes, mode) {
      progress ??= startProgress(io, text)
      progress.tick()
      diskFileSystem.write(path, bytes, mode)
    },
    remove(path) {
      diskFileSystem.remove(path)
      progress?.tick()
      // The journal is the last that is removed.
      if (path.endsWith('.ccc-store.journal')) progress?.end()
    },
  }
}
