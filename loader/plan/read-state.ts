import { LoaderError } from '../errors'
import type { Snapshot } from '../project/snapshot'
import { ARCHIVE_PATH, type Archive, parseArchive } from './archive'
import { readConfigValues } from './config-values'
import { MANIFEST_PATH, type Manifest, parseManifest } from './manifest'
import { CONFIG_PATH } from './placement'

/** The manifest in a snapshot, if there is one. Throws `manifest-broken`. */
export function manifestOf(snapshot: Snapshot): Manifest | undefined {
  const entry = snapshot.entry(MANIFEST_PATH)
  if (entry === undefined) return undefined
  if (entry.kind !== 'file') throw new LoaderError('places-blocked', { list: `  ${snapshot.name(MANIFEST_PATH)}` })
  return parseManifest(entry.bytes, snapshot.name(MANIFEST_PATH))
}

/** The archive in a snapshot; empty when there is none or it cannot be read. */
export function archiveOf(snapshot: Snapshot): Archive {
  return parseArchive(bytesAt(snapshot, ARCHIVE_PATH) ?? Buffer.alloc(0)) ?? new Map()
}

/** The settings found in `ccc-config.js`, as text, as far as they are plain literals. */
export function installedValues(snapshot: Snapshot): ReturnType<typeof readConfigValues> {
  const bytes = bytesAt(snapshot, CONFIG_PATH)
  return bytes ? readConfigValues(bytes.toString('utf8')) : {}
}

/** The bytes of a file in a snapshot; undefined when there is none, or something else. */
export function bytesAt(snapshot: Snapshot, path: string): Buffer | undefined {
  const entry = snapshot.entry(path)
  return entry?.kind === 'file' ? entry.bytes : undefined
}
