import { hasHash, sha256 } from '../hash'
import type { ProjectFiles } from '../project/project-files'
import type { Archive } from './archive'
import { entryPageJson } from './entry-button'
import type { RecordedFile } from './manifest'
import type { Change, Note } from './plan'
import { takeOutOfPageJson } from './take-out'

const pageJsonHash = sha256(Buffer.from(entryPageJson))

/**
 * Takes files of ours out again: what nobody edited is deleted, or becomes what it was before we overwrote it; what the
 * user edited stays, and what it was before is put beside it.
 */
export function planRemoval(
  project: ProjectFiles,
  files: readonly RecordedFile[],
  archive: Archive,
): { changes: Change[]; notes: Note[] } {
  const changes: Change[] = []
  const notes: Note[] = []
  for (const file of files) {
    const { path } = file
    const current = project.bytes(path)
    const original = file.original === undefined ? undefined : archive.get(file.original)
    if (project.entry(path) === undefined) {
      if (original) changes.push({ kind: 'create', path, bytes: original })
    } else if (current === undefined) notes.push({ kind: 'kept', path })
    else if (original?.equals(current)) continue
    else if (file.sha256 === pageJsonHash && !hasHash(current, pageJsonHash)) {
      const splice = takeOutOfPageJson(current, path, '')
      const expect = sha256(current)
      if (splice === 'all') changes.push({ kind: 'delete', path, expect })
      else if (splice !== 'stuck') changes.push({ kind: 'splice', path, expect, splice })
      if (splice !== 'all') notes.push({ kind: 'kept', path })
    } else if (!hasHash(current, file.sha256)) {
      const beside = `${path}.original`
      const isFree = original !== undefined && project.entry(beside) === undefined
      if (isFree) changes.push({ kind: 'create', path: beside, bytes: original })
      notes.push({ kind: 'kept', path, ...(isFree ? { beside } : {}) })
    } else if (original) changes.push({ kind: 'replace', path, expect: sha256(current), bytes: original })
    else if (file.original !== undefined) notes.push({ kind: 'lost', path })
    else changes.push({ kind: 'delete', path, expect: sha256(current) })
  }
  return { changes, notes }
}
