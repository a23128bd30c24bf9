import { dirname } from 'node:path/posix'
import { sha256 } from '../hash'
import type { Manifest } from './manifest'
import type { Plan } from './plan'
import { planRemoval } from './plan-removal'
import { planTakeOut } from './plan-splices'
import type { ProjectState } from './project-state'
import { ARCHIVE_PATH, FORMER_MANIFEST_PATH, MANIFEST_PATH } from './record-paths'

/**
 * Plans to take an installation out: pure. Where the user changed nothing since, the mini-program is byte for byte what
 * it was; what the user edited stays and is noted, and so is what cannot be told from the user's own text.
 */
export function planReset({ files: project, archive }: ProjectState, manifest: Manifest): Plan {
  const files = [...manifest.files, ...manifest.beside]
  const removal = planRemoval(project, files, archive)
  const splices = planTakeOut(project, manifest.splices, manifest.options.subpackage)
  const own = [ARCHIVE_PATH, MANIFEST_PATH, FORMER_MANIFEST_PATH].flatMap((path) => {
    const bytes = project.bytes(path)
    return bytes ? [{ kind: 'delete' as const, path, expect: sha256(bytes) }] : []
  })
  const changes = [...removal.changes, ...splices.changes, ...own]
  // A folder that is to hold something of the user again, and has vanished meanwhile.
  const folders = changes
    .flatMap((change) => (change.kind === 'create' ? ancestorsOf(change.path) : []))
    .filter((folder) => project.entry(folder) === undefined)
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
