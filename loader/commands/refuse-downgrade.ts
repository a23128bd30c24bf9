import { LoaderError } from '../errors'
import type { Manifest } from '../plan/manifest'
import { isNewer } from '../version'

/** Refuses to put an older version over a newer one. Throws `newer-installed`. */
export function refuseDowngrade(manifest: Manifest | undefined, version: string): void {
  if (manifest === undefined || !isNewer(manifest.version, version)) return
  throw new LoaderError('newer-installed', { installed: manifest.version, version })
}
