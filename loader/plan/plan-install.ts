import { dirname } from 'node:path/posix'
import { LoaderError } from '../errors'
import { sha256, sha256IgnoringCr } from '../hash'
import type { Payload, PayloadFile } from '../load-payload'
import type { Entry, Snapshot } from '../project/snapshot'
import type { Settings } from '../settings'
import { differenceOf, readConfigValues, writeConfigValues } from './config-values'
import { MANIFEST_PATH, type Manifest, parseManifest, serializeManifest } from './manifest'
import { applySplice, type Change, type Plan } from './plan'
import { cccSubpackage, registerSubpackage } from './register-subpackage'

export const APP_JSON_PATH = 'app.json'
export const CONFIG_PATH = 'ccc-config.js'
export const LOGIN_PATH = 'utils/login.js'

/** The files of a mini-program that an installation looks at, besides everything under `ccc/`. */
export function pathsOfInterest(payload: Payload): string[] {
  return [APP_JSON_PATH, MANIFEST_PATH, ...payload.files.map(({ path }) => path)]
}

/** The manifest in a snapshot, if there is one. Throws `manifest-broken`. */
export function manifestOf(snapshot: Snapshot): Manifest | undefined {
  const entry = snapshot.entry(MANIFEST_PATH)
  if (entry === undefined) return undefined
  if (entry.kind !== 'file') throw new LoaderError('foreign-files', { list: `  ${snapshot.name(MANIFEST_PATH)}` })
  return parseManifest(entry.bytes, snapshot.name(MANIFEST_PATH))
}

/** The settings found in the `ccc-config.js` of an earlier installation, as text. */
export function installedValues(snapshot: Snapshot): ReturnType<typeof readConfigValues> {
  const entry = snapshot.entry(CONFIG_PATH)
  return entry?.kind === 'file' ? readConfigValues(entry.bytes.toString('utf8')) : {}
}

/**
 * Refuses an installation that would overwrite what is not ours. It depends on no answer, so it can be called before
 * anything is asked. Throws `foreign-files`, `manifest-broken`, and what `registerSubpackage` throws.
 */
export function refuseConflicts(snapshot: Snapshot, payload: Payload): void {
  const manifest = manifestOf(snapshot)
  const foreign = payload.files.filter((file) => isForeign(snapshot, file, manifest)).map(({ path }) => path)
  if (!manifest) {
    const own = new Set(payload.files.map(({ path }) => path))
    foreign.push(...snapshot.filesUnder(cccSubpackage.root).filter((path) => !own.has(path)))
  }
  // A file where a folder has to be.
  foreign.push(...foldersOf(payload.files).filter((folder) => isFileOrOther(snapshot.entry(folder))))
  if (foreign.length > 0) {
    const list = [...new Set(foreign)]
      .sort()
      .map((path) => `  ${snapshot.name(path)}`)
      .join('\n')
    throw new LoaderError('foreign-files', { list })
  }
  registration(snapshot)
}

/**
 * Plans an installation: pure, from what was read to what is to be written. Whatever is in order already is left out,
 * so that a second installation with the same settings plans nothing.
 * Throws what `refuseConflicts` throws, and `config-unreadable` when new settings cannot be written into a
 * `ccc-config.js` that the user has rewritten.
 */
export function planInstall(snapshot: Snapshot, payload: Payload, settings: Settings): Plan {
  refuseConflicts(snapshot, payload)
  const old = manifestOf(snapshot)
  const kept: string[] = []
  const changes: Change[] = []
  const files: { path: string; sha256: string }[] = []

  for (const file of payload.files) {
    const target = file.path === CONFIG_PATH ? configFile(file, settings) : file
    const entry = snapshot.entry(file.path)
    const recorded = old?.files.find(({ path }) => path === file.path)
    const current = entry?.kind === 'file' ? entry.bytes : undefined
    const ours = current === undefined || isUnedited(current, recorded?.sha256) || current.equals(target.bytes)
    const result = file.path === CONFIG_PATH && current ? rewriteConfig(snapshot, current, settings) : target.bytes
    files.push({ path: file.path, sha256: ours || !recorded ? sha256IgnoringCr(result) : recorded.sha256 })
    if (current === undefined) changes.push({ kind: 'create', path: file.path, bytes: target.bytes })
    else if (file.path === CONFIG_PATH) changes.push(...configChange(current, result))
    else if (!ours) kept.push(file.path)
    else if (!isUnedited(current, sha256(target.bytes))) {
      changes.push({ kind: 'replace', path: file.path, expect: sha256(current), bytes: target.bytes })
    }
  }

  for (const gone of old?.files.filter(({ path }) => !files.some((file) => file.path === path)) ?? []) {
    const entry = snapshot.entry(gone.path)
    if (entry?.kind !== 'file') continue
    if (isUnedited(entry.bytes, gone.sha256)) {
      changes.push({ kind: 'delete', path: gone.path, expect: sha256(entry.bytes) })
    } else {
      kept.push(gone.path)
    }
  }

  const registered = registration(snapshot)
  if (registered) changes.push(registered.change)
  const missingFolders = foldersOf(payload.files).filter((folder) => snapshot.entry(folder) === undefined)
  const manifest: Manifest = {
    version: payload.version,
    options: { subpackage: cccSubpackage.root, loginPath: LOGIN_PATH },
    folders: [...new Set([...(old?.folders ?? []), ...missingFolders])].sort(),
    files,
    splices: registered ? [registered.record] : (old?.splices ?? []),
  }
  changes.push(...manifestChange(snapshot, manifest))
  return { folders: missingFolders, changes, kept, settings }
}

function isForeign(snapshot: Snapshot, file: PayloadFile, manifest: Manifest | undefined): boolean {
  const entry = snapshot.entry(file.path)
  if (entry === undefined) return false
  if (entry.kind !== 'file') return true
  if (manifest?.files.some(({ path }) => path === file.path)) return false
  // Without a record, a file is taken for ours only when it is exactly what would be written.
  if (file.path !== CONFIG_PATH) return !isUnedited(entry.bytes, sha256(file.bytes))
  const template = file.bytes.toString('utf8')
  const found = entry.bytes.toString('utf8').replaceAll('\r\n', '\n')
  return blankConfig(found) !== blankConfig(template)
}

function isFileOrOther(entry: Entry | undefined): boolean {
  return entry !== undefined && entry.kind !== 'folder'
}

function isUnedited(current: Buffer, recorded: string | undefined): boolean {
  return recorded !== undefined && (sha256(current) === recorded || sha256IgnoringCr(current) === recorded)
}

function configFile(template: PayloadFile, settings: Settings): PayloadFile {
  const { text, missing } = writeConfigValues(template.bytes.toString('utf8'), settings)
  if (missing.length > 0) throw new LoaderError('payload-broken', { reason: template.path })
  return { path: template.path, bytes: Buffer.from(text) }
}

function blankConfig(text: string): string {
  return writeConfigValues(text, { sdkAppId: 0, ivrId: '', serverUrl: '' }).text
}

/** `ccc-config.js` as it is, with the settings in it: the user's own text around them stays, whatever the template says. */
function rewriteConfig(snapshot: Snapshot, current: Buffer, settings: Settings): Buffer {
  const before = current.toString('utf8')
  const { text, missing } = writeConfigValues(before, settings)
  if (missing.length > 0 || !Buffer.from(before).equals(current)) {
    throw new LoaderError('config-unreadable', { file: snapshot.name(CONFIG_PATH), keys: missing.join(', ') })
  }
  return Buffer.from(text)
}

function configChange(current: Buffer, result: Buffer): Change[] {
  if (result.equals(current)) return []
  const before = current.toString('utf8')
  const { offset, removed, inserted } = differenceOf(before, result.toString('utf8'))
  const splice = { offset: Buffer.byteLength(before.slice(0, offset)), removed, inserted }
  return [{ kind: 'splice', path: CONFIG_PATH, expect: sha256(current), splice }]
}

function registration(snapshot: Snapshot) {
  const entry = snapshot.entry(APP_JSON_PATH)
  const name = snapshot.name(APP_JSON_PATH)
  if (entry?.kind !== 'file') throw new LoaderError('not-a-mini-program', { path: name, searched: name })
  const splice = registerSubpackage(entry.bytes, name, cccSubpackage)
  if (!splice) return undefined
  const before = sha256(entry.bytes)
  const change: Change = { kind: 'splice', path: APP_JSON_PATH, expect: before, splice }
  return { change, record: { path: APP_JSON_PATH, ...splice, before, after: sha256(applySplice(entry.bytes, splice)) } }
}

function manifestChange(snapshot: Snapshot, manifest: Manifest): Change[] {
  const bytes = serializeManifest(manifest)
  const entry = snapshot.entry(MANIFEST_PATH)
  if (entry?.kind !== 'file') return [{ kind: 'create', path: MANIFEST_PATH, bytes }]
  if (sha256IgnoringCr(entry.bytes) === sha256(bytes)) return []
  return [{ kind: 'replace', path: MANIFEST_PATH, expect: sha256(entry.bytes), bytes }]
}

/** The folders the files stand in, the upper ones first. */
function foldersOf(files: readonly { path: string }[]): string[] {
  const folders = new Set<string>()
  for (const { path } of files) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder)
  }
  return [...folders].sort()
}
