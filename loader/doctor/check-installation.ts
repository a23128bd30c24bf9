import { parseTree } from 'jsonc-parser'
import { hasHash } from '../hash'
import type { Archive } from '../plan/archive'
import { sourceOf } from '../plan/conflicts'
import { hasEntryTag } from '../plan/entry-button'
import { missingInLogin } from '../plan/login-script'
import type { Manifest } from '../plan/manifest'
import { CONFIG_PATH, rootsOf } from '../plan/placement'
import type { ProjectState } from '../plan/project-state'
import { FORMER_MANIFEST_PATH } from '../plan/record-paths'
import { registrationsOf } from '../plan/register-subpackage'
import { adopt } from '../plan/take-out'
import type { ProjectFiles } from '../project/project-files'
import { type Finding, finding } from './finding'

/** Whether everything that was installed is still there. */
export function checkInstallation({ files: project, archive }: ProjectState, manifest: Manifest): Finding[] {
  const findings: Finding[] = []
  const missing = manifest.files.filter(({ path }) => project.entry(path) === undefined)
  if (missing.length > 0) findings.push(finding('files-missing', {}, named(project, missing)))
  const changed = manifest.files.filter(({ path, sha256 }) => {
    const bytes = project.bytes(path)
    return path !== CONFIG_PATH && bytes !== undefined && !hasHash(bytes, sha256)
  })
  if (changed.length > 0) findings.push(finding('files-changed', {}, named(project, changed)))
  const { subpackage, entry } = manifest.options
  const app = parseTree(project.text('app.json').replace(/^\uFEFF/, ''), [], { allowTrailingComma: true })
  const lost = rootsOf(manifest.options).filter((root) => !app || registrationsOf(app, { root }).length === 0)
  if (lost.length > 0) {
    findings.push(...lost.map((root) => finding('not-registered', { root })))
  } else if (!adopt(project.bytes('app.json') ?? Buffer.alloc(0), 'app.json', subpackage)) {
    findings.push(finding('registration-edited', { root: subpackage }))
  }
  if (entry !== undefined && !hasEntryTag(project.text(`${entry}.wxml`))) {
    findings.push(finding('entry-missing', { page: entry }))
  }
  return [
    ...findings,
    ...checkRecord(project),
    ...checkArchive(project, archive, manifest),
    ...checkLogin(project, manifest),
  ]
}

function checkRecord(project: ProjectFiles): Finding[] {
  const former = project.bytes(FORMER_MANIFEST_PATH)
  return former ? [finding('record-uploaded', { size: String(Math.ceil(former.length / 1024)) })] : []
}

function checkArchive(project: ProjectFiles, archive: Archive, { files }: Manifest): Finding[] {
  const lost = files.filter(({ original }) => original !== undefined && !archive.has(original))
  return [
    ...(archive.size > 0 ? [] : [finding('archive-missing')]),
    ...(lost.length > 0 ? [finding('originals-lost', {}, named(project, lost))] : []),
  ]
}

function checkLogin(project: ProjectFiles, { skipped, options }: Manifest): Finding[] {
  const { loginPath } = options
  const twins = twinsOf(options).filter((path) => project.entry(path) !== undefined)
  const missing = skipped.includes(loginPath) ? missingInLogin(project, loginPath) : []
  const details = { file: project.name(loginPath), names: missing.join(', ') }
  return [
    ...(twins.length > 0
      ? [
          finding(
            'twin-sources',
            {},
            twins.map((path) => project.name(path)),
          ),
        ]
      : []),
    ...(missing.length > 0 ? [finding('login-incomplete', details)] : []),
  ]
}

/** The TypeScript files that would be compiled into scripts of ours in the main package. */
function twinsOf({ loginPath }: Manifest['options']): string[] {
  return [CONFIG_PATH, loginPath].map((path) => sourceOf(path)).filter((path) => path !== undefined)
}

function named(project: ProjectFiles, files: readonly { path: string }[]): string[] {
  return files.map(({ path }) => project.name(path))
}
