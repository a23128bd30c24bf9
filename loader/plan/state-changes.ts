import { sha256, sha256IgnoringCr } from '../hash'
import type { ProjectFiles } from '../project/project-files'
import { type Archive, parseArchive, serializeArchive } from './archive'
import { type Manifest, serializeManifest } from './manifest'
import type { Change } from './plan'
import { ARCHIVE_PATH, FORMER_MANIFEST_PATH, MANIFEST_PATH } from './record-paths'

/** The change that brings the archive to these contents. */
export function archiveChange(project: ProjectFiles, contents: Archive): Change[] {
  const current = project.bytes(ARCHIVE_PATH)
  const now = current && parseArchive(current)
  // Compressors differ between versions of Node: what counts is what is inside.
  if (now && now.size === contents.size && [...contents.keys()].every((hash) => now.has(hash))) return []
  const bytes = serializeArchive(contents)
  if (!current) return [{ kind: 'create', path: ARCHIVE_PATH, bytes }]
  return [{ kind: 'replace', path: ARCHIVE_PATH, expect: sha256(current), bytes }]
}

/** The changes that bring the manifest to this state, at the place where it belongs. */
export function manifestChange(project: ProjectFiles, manifest: Manifest): Change[] {
  const bytes = serializeManifest(manifest)
  const former = project.bytes(FORMER_MANIFEST_PATH)
  const moved: Change[] = former ? [{ kind: 'delete', path: FORMER_MANIFEST_PATH, expect: sha256(former) }] : []
  const current = project.bytes(MANIFEST_PATH)
  if (!current) return [{ kind: 'create', path: MANIFEST_PATH, bytes }, ...moved]
  if (sha256IgnoringCr(current) === sha256(bytes)) return moved
  return [{ kind: 'replace', path: MANIFEST_PATH, expect: sha256(current), bytes }, ...moved]
}
