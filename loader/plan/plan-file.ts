import { hasHash, sha256, sha256IgnoringCr, withoutCr } from '../hash'
import type { PayloadFile } from '../load-payload'
import type { Settings } from '../settings'
import type { Archive } from './archive'
import { configFile, isSameTemplate, rewriteConfig, withSettings } from './config-file'
import type { RecordedFile } from './manifest'
import { mergeTexts, saysTheSame, withEolOf } from './merge'
import { CONFIG_PATH } from './placement'
import { type Change, type Note, spliceBetween } from './plan'

/** One file of an installation, and what is known of it. */
export interface FileCase {
  file: PayloadFile
  /** What stands in its place now. */
  current: Buffer | undefined
  recorded: RecordedFile | undefined
  /** Whether what stands there is the user's own. */
  isForeign: boolean
  /** How messages name it. */
  name: string
}

/** What happens to one file. */
export interface FileOutcome {
  changes: Change[]
  notes: Note[]
  record: RecordedFile
  /** Contents that the archive has to keep, by hash. */
  contents: [hash: string, bytes: Buffer][]
}

/** What all files of a plan have in common. `settings` are left as they are in `ccc-config.js` when undefined. */
export interface FilePolicy {
  settings: Settings | undefined
  /** Whether edits of the user are merged with a new version, rather than kept. */
  merge: boolean
  archive: Archive
  /** Finds a name beside a file that nothing has. */
  beside(path: string): string
}

/** Plans one file of an installation or update. Throws `config-unreadable`. */
export function planFile(given: FileCase, policy: FilePolicy): FileOutcome {
  const { file, current, recorded } = given
  const isConfig = file.path === CONFIG_PATH
  const target = isConfig && policy.settings ? configFile(file, policy.settings) : file.bytes
  if (current === undefined)
    return written(file.path, { kind: 'create', path: file.path, bytes: target }, target, recorded)
  if (given.isForeign) return overwritten(given, current, target)
  if (isConfig) return planConfig(given, current, policy)
  if (hasHash(current, recorded?.sha256) || saysTheSame(current, target)) {
    const bytes = withEolOf(current, target)
    const change: Change = { kind: 'replace', path: file.path, expect: sha256(current), bytes }
    return written(file.path, saysTheSame(current, target) ? undefined : change, target, recorded)
  }
  const known = recorded ?? { path: file.path, sha256: sha256(target) }
  if (!policy.merge || known.sha256 === sha256(target)) return kept(file.path, known, policy.archive)
  return merged(file.path, current, target, known, policy)
}

/** `ccc-config.js` takes new settings wherever it has a place for them; its template matters to `update` alone. */
function planConfig({ file, recorded, name }: FileCase, current: Buffer, policy: FilePolicy): FileOutcome {
  const { settings } = policy
  const result = settings ? rewriteConfig(current, settings, name) : current
  const isUnedited = recorded === undefined || hasHash(current, recorded.sha256)
  const base = recorded && policy.archive.get(recorded.sha256)
  if (policy.merge && settings && base && recorded && !isSameTemplate(base, file.bytes)) {
    const next = configFile(file, settings)
    if (saysTheSame(withSettings(base, settings), result)) {
      const change: Change = {
        kind: 'replace',
        path: file.path,
        expect: sha256(current),
        bytes: withEolOf(current, next),
      }
      return written(file.path, change, next, recorded)
    }
    return merged(file.path, result, next, recorded, policy, withSettings(base, settings))
  }
  const changes = configChange(file.path, current, result)
  if (isUnedited) return { ...written(file.path, undefined, result, recorded), changes }
  return { ...kept(file.path, recorded, policy.archive), changes, notes: [] }
}

/** The smallest change that turns one text into another. */
export function configChange(path: string, current: Buffer, result: Buffer): Change[] {
  if (result.equals(current)) return []
  const splice = spliceBetween(current.toString('utf8'), result.toString('utf8'))
  return [{ kind: 'splice', path, expect: sha256(current), splice }]
}

function written(path: string, change: Change | undefined, bytes: Buffer, recorded?: RecordedFile): FileOutcome {
  const hash = sha256IgnoringCr(bytes)
  const original = recorded?.original
  return {
    changes: change ? [change] : [],
    notes: [],
    record: { path, sha256: hash, ...(original ? { original } : {}) },
    contents: [[hash, withoutCr(bytes)]],
  }
}

function overwritten({ file }: FileCase, current: Buffer, target: Buffer): FileOutcome {
  const original = sha256(current)
  const change: Change = { kind: 'replace', path: file.path, expect: original, bytes: target }
  const { record, contents } = written(file.path, change, target)
  return {
    changes: [change],
    notes: [{ kind: 'overwritten', path: file.path }],
    record: { ...record, original },
    contents: [...contents, [original, current]],
  }
}

function kept(path: string, record: RecordedFile, archive: Archive): FileOutcome {
  const base = archive.get(record.sha256)
  return { changes: [], notes: [{ kind: 'kept', path }], record, contents: base ? [[record.sha256, base]] : [] }
}

function merged(
  path: string,
  current: Buffer,
  target: Buffer,
  recorded: RecordedFile,
  policy: FilePolicy,
  base = policy.archive.get(recorded.sha256),
): FileOutcome {
  const { record, contents } = written(path, undefined, target, recorded)
  const result = base && mergeTexts(base, current, target)
  if (result) {
    const change: Change = { kind: 'replace', path, expect: sha256(current), bytes: result }
    return { changes: [change], notes: [{ kind: 'merged', path }], record, contents }
  }
  const beside = policy.beside(path)
  const change: Change = { kind: 'create', path: beside, bytes: target }
  return { changes: [change], notes: [{ kind: 'conflict', path, beside }], record, contents }
}
