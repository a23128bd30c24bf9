import { dirname } from 'node:path/posix'
import { sha256 } from '../hash'
import type { Snapshot } from '../project/snapshot'
import { ARCHIVE_PATH } from './archive'
import { MANIFEST_PATH, type Manifest } from './manifest'
import type { Plan } from './plan'
import { planRemoval } from './plan-removal'
import { planTakeOut } from './plan-splices'
import { archiveOf, bytesAt } from './read-state'

/** The files of a mini-program that taking an installation out looks at. */
export function pathsOfReset(manifest: Manifest): string[] {
  const files = [...manifest.files, ...manifest.beside, ...manifest.splices].map(({ path }) => path)
  return [MANIFEST_PATH, ARCHIVE_PATH, ...files, ...manifest.files.map(({ path }) => `${path}.original`)]
}

/**
 * Plans to take an installation out: pure. Where the user changed nothing since, the mini-program is byte for byte what
 * it was; what the user edited stays and is noted, and so is what cannot be told from the user's own text.
 */
export function planReset(snapshot: Snapshot, manifest: Manifest): Plan {
  const files = [...manifest.files, ...manifest.beside]
  const removal = planRemoval(snapshot, files, archiveOf(snapshot))
  const splices = planTakeOut(snapshot, manifest.splices, manifest.options.subpackage)
  const own = [ARCHIVE_PATH, MANIFEST_PATH].flatMap((path) => {
    const bytes = bytesAt(snapshot, path)
    return bytes ? [{ kind: 'delete' as const, path, expect: sha256(bytes) }] : []
  })
  const changes = [...removal.changes, ...splices.changes, ...own]
  // A folder that is to hold something of the user again, and has vanished meanwhile.
  const folders = changes
    .flatMap((change) => (change.kind === 'create' ? ancestorsOf(change.path) : []))
    .filter((folder) => snapshot.entry(folder) === undefined)
  const removeFolders = [...manifest.folders].sort().reverse()
  return {
    placements: [manifest.options],
    folders: [...new Set(folders)].sort(),
    removeFolders,
    changes,
    notes: [...removal.notes, ...splices.notes],
  }
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path)
  return parent === '.' ? [] : [...ancestorsOf(parent), parent]
}
