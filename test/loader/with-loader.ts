import { afterAll, beforeAll } from '@jest/globals'
import { LoaderHost, type Run } from './loader-host'
import { type PackedLoader, packedLoader } from './packed-loader'

export interface Loader {
  packed(): PackedLoader
  /** Runs a command in a folder; see `LoaderHost`. */
  run(argv: readonly string[], cwd: string, dieAt?: number): Promise<Run>
}

/** The packed loader, and a process with it until the tests of a file are over. */
export function withLoader(): Loader {
  let host: LoaderHost | undefined
  beforeAll(() => {
    host = new LoaderHost(packedLoader())
  })
  afterAll(() => host?.stop())
  return {
    packed: packedLoader,
    run(argv, cwd, dieAt) {
      if (!host) throw new Error('the loader starts before the first test, not earlier')
      return host.run(argv, cwd, dieAt)
    },
  }
}
