import { afterAll, beforeAll } from '@jest/globals'
import { temporaryFolder } from '../temporary-folder'
import { LoaderHost, type Run } from './loader-host'
import { type PackedLoader, packLoader } from './packed-loader'

export interface Loader {
  packed(): PackedLoader
  /** Runs a command in a folder; see `LoaderHost`. */
  run(argv: readonly string[], cwd: string, dieAt?: number): Promise<Run>
}

/** Packs the loader before the tests of a file and keeps a process with it until they are over. */
export function withLoader(): Loader {
  let packed: PackedLoader | undefined
  let host: LoaderHost | undefined
  const ready = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('the loader is packed before the first test, not earlier')
    return value
  }
  beforeAll(() => {
    packed = packLoader(temporaryFolder())
    host = new LoaderHost(packed)
  })
  afterAll(() => host?.stop())
  return {
    packed: () => ready(packed),
    run: (argv, cwd, dieAt) => ready(host).run(argv, cwd, dieAt),
  }
}
