import { sha256, sha256IgnoringCr } from '../hash'
import type { Snapshot } from '../project/snapshot'
import { ARCHIVE_PATH, type Archive, parseArchive, serializeArchive } from './archive'
import { MANIFEST_PATH, type Manifest, serializeManifest } from './manifest'
import type { Change } from './plan'
import { bytesAt } from './read-state'

/** The change that brings the archive to these contents. */
export function archiveChange(snapshot: Snapshot, contents: Archive): Change[] {
  const current = bytesAt(snapshot, ARCHIVE_PATH)
  const now = current && parseArchive(current)
  // Compressors differ between versions of Node: what counts is what is inside.
  if (now && now.size === contents.size && [...contents.keys()].every((hash) => now.has(hash))) return []
  const bytes = serializeArchive(contents)
  if (!current) return [{ kind: 'create', path: ARCHIVE_PATH, bytes }]
  return [{ kind: 'replace', path: ARCHIVE_PATH, expect: sha256(current), bytes }]
}

/** The change that brings the manifest to this state. */
export function manifestChange(snapshot: Snapshot, manifest: Manifest): Change[] {
  const bytes = serializeManifest(manifest)
  const current = bytesAt(snapshot, MANIFEST_PATH)
  if (!current) return [{ kind: 'create', path: MANIFEST_PATH, bytes }]
  if (sha256IgnoringCr(current) === sha256(bytes)) return []
  return [{ kind: 'replace', path: MANIFEST_PATH, expect: sha256(current), bytes }]
}
