import { parseTree } from 'jsonc-parser'
import { hasHash } from '../hash'
import { hasEntryTag } from '../plan/entry-button'
import type { Manifest } from '../plan/manifest'
import { CONFIG_PATH } from '../plan/placement'
import { bytesAt } from '../plan/read-state'
import { registrationsOf } from '../plan/register-subpackage'
import type { Snapshot } from '../project/snapshot'
import { type Finding, finding } from './finding'

/** Whether everything that was installed is still there. */
export function checkInstallation(snapshot: Snapshot, manifest: Manifest): Finding[] {
  const findings: Finding[] = []
  const missing = manifest.files.filter(({ path }) => snapshot.entry(path) === undefined)
  if (missing.length > 0) findings.push(finding('files-missing', {}, named(snapshot, missing)))
  const changed = manifest.files.filter(({ path, sha256 }) => {
    const bytes = bytesAt(snapshot, path)
    return path !== CONFIG_PATH && bytes !== undefined && !hasHash(bytes, sha256)
  })
  if (changed.length > 0) findings.push(finding('files-changed', {}, named(snapshot, changed)))
  const { subpackage, entry } = manifest.options
  const app = parseTree(textAt(snapshot, 'app.json').replace(/^\uFEFF/, ''), [], { allowTrailingComma: true })
  if (!app || registrationsOf(app, { root: subpackage }).length === 0) {
    findings.push(finding('not-registered', { root: subpackage }))
  }
  if (entry !== undefined && !hasEntryTag(textAt(snapshot, `${entry}.wxml`))) {
    findings.push(finding('entry-missing', { page: entry }))
  }
  return findings
}

function named(snapshot: Snapshot, files: readonly { path: string }[]): string[] {
  return files.map(({ path }) => snapshot.name(path))
}

function textAt(snapshot: Snapshot, path: string): string {
  return bytesAt(snapshot, path)?.toString('utf8') ?? ''
}
