import { parseTree } from 'jsonc-parser'
import { hasHash } from '../hash'
import { ARCHIVE_PATH, parseArchive } from '../plan/archive'
import { sourceOf } from '../plan/conflicts'
import { hasEntryTag } from '../plan/entry-button'
import { missingInLogin } from '../plan/login-script'
import type { Manifest } from '../plan/manifest'
import { CONFIG_PATH, rootsOf } from '../plan/placement'
import { bytesAt } from '../plan/read-state'
import { registrationsOf } from '../plan/register-subpackage'
import { adopt } from '../plan/take-out'
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
  const lost = rootsOf(manifest.options).filter((root) => !app || registrationsOf(app, { root }).length === 0)
  if (lost.length > 0) {
    findings.push(...lost.map((root) => finding('not-registered', { root })))
  } else if (!adopt(bytesAt(snapshot, 'app.json') ?? Buffer.alloc(0), 'app.json', subpackage)) {
    findings.push(finding('registration-edited', { root: subpackage }))
  }
  if (entry !== undefined && !hasEntryTag(textAt(snapshot, `${entry}.wxml`))) {
    findings.push(finding('entry-missing', { page: entry }))
  }
  return [...findings, ...checkArchive(snapshot, manifest), ...checkLogin(snapshot, manifest)]
}

function checkArchive(snapshot: Snapshot, { files }: Manifest): Finding[] {
  const archive = parseArchive(bytesAt(snapshot, ARCHIVE_PATH) ?? Buffer.alloc(0))
  const lost = files.filter(({ original }) => original !== undefined && !archive?.has(original))
  return [
    ...(archive ? [] : [finding('archive-missing')]),
    ...(lost.length > 0 ? [finding('originals-lost', {}, named(snapshot, lost))] : []),
  ]
}

function checkLogin(snapshot: Snapshot, { skipped, options }: Manifest): Finding[] {
  const { loginPath } = options
  const twins = twinsOf(options).filter((path) => snapshot.entry(path) !== undefined)
  const missing = skipped.includes(loginPath) ? missingInLogin(snapshot, loginPath) : []
  const details = { file: snapshot.name(loginPath), names: missing.join(', ') }
  return [
    ...(twins.length > 0
      ? [
          finding(
            'twin-sources',
            {},
            twins.map((path) => snapshot.name(path)),
          ),
        ]
      : []),
    ...(missing.length > 0 ? [finding('login-incomplete', details)] : []),
  ]
}

/** The TypeScript files that would be compiled into scripts of ours in the main package. */
export function twinsOf({ loginPath }: Manifest['options']): string[] {
  return [CONFIG_PATH, loginPath].map((path) => sourceOf(path)).filter((path) => path !== undefined)
}

function named(snapshot: Snapshot, files: readonly { path: string }[]): string[] {
  return files.map(({ path }) => snapshot.name(path))
}

function textAt(snapshot: Snapshot, path: string): string {
  return bytesAt(snapshot, path)?.toString('utf8') ?? ''
}
