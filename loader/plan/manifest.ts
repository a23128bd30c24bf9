import { LoaderError } from '../errors'
import type { ProjectFiles } from '../project/project-files'
import { isForbidden } from '../project/safe-path'
import { Fields } from './fields'
import { isOwnPath, isSplicedPath, type Placement, parseLoginPath, parseSubpackage } from './placement'
import type { Splice } from './plan'
import { FORMER_MANIFEST_PATH, MANIFEST_PATH } from './record-paths'

/** The record of an installation, kept in the mini-program so that it can be updated and taken out again. */
export interface Manifest {
  /** The version of ccc-store that installed. */
  version: string
  options: Placement
  /** Folders that were created. */
  folders: readonly string[]
  files: readonly RecordedFile[]
  /** Files of the user in places of ours, left as they were because the user said so. */
  skipped: readonly string[]
  /** Files written beside edited ones that contradicted a new version. */
  beside: readonly { path: string; sha256: string }[]
  /** Edits of the user's files, with the hash of the whole file before and after. */
  splices: readonly RecordedSplice[]
}

export interface RecordedFile {
  path: string
  /** The hash of what was shipped: whether the user edited the file, and the base of a merge. */
  sha256: string
  /** The hash of what was overwritten; the contents are in the archive. */
  original?: string
}

export interface RecordedSplice extends Splice {
  path: string
  before: string
  after: string
  /** Some of the text before and behind the place, to find it again when the file has changed. */
  around: { before: string; after: string }
}

/** Where the record stands, or is going to. */
export function manifestPathIn(files: ProjectFiles): string {
  const isFormer = files.entry(MANIFEST_PATH) === undefined && files.entry(FORMER_MANIFEST_PATH) !== undefined
  return isFormer ? FORMER_MANIFEST_PATH : MANIFEST_PATH
}

/** Reads a manifest as the untrusted input it is. `file` is how messages name it. Throws `manifest-broken`. */
export function parseManifest(bytes: Buffer, file: string): Manifest {
  const broken = (reason: string) => new LoaderError('manifest-broken', { file, reason })
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw broken('JSON')
  }
  const root = new Fields(value, broken)
  const schema = root.get('schema')
  if (typeof schema === 'number' && schema > 1) throw new LoaderError('manifest-newer', { file })
  if (schema !== 1) throw broken('schema')
  const options = placementIn(new Fields(root.get('options'), broken), broken)
  const manifest: Manifest = {
    version: root.version('version'),
    options,
    folders: root.paths('folders'),
    files: root.items('files').map(parseFile),
    skipped: root.get('skipped') === undefined ? [] : root.paths('skipped'),
    beside: root.get('beside') === undefined ? [] : root.items('beside').map(parseFile),
    splices: root.items('splices').map(parseSplice),
  }
  // A record may only ever lead to the places this package writes to, whoever wrote the record.
  const stranger =
    [...manifest.files, ...manifest.beside].find(({ path }) => isForbidden(path) || !isOwnPath(path, options)) ??
    manifest.splices.find(({ path }) => isForbidden(path) || !isSplicedPath(path, options))
  if (stranger) throw broken(stranger.path)
  const paths = [...manifest.files, ...manifest.beside, ...manifest.splices].map(({ path }) => path)
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice !== undefined) throw broken(twice)
  return manifest
}

function placementIn(options: Fields, broken: (reason: string) => Error): Placement {
  try {
    return parsePlacement(options)
  } catch (error) {
    if (!(error instanceof LoaderError) || error.code === 'manifest-broken') throw error
    throw broken(error.code)
  }
}

/** The manifest as it is written: the same installation always gives the same bytes. */
export function serializeManifest(manifest: Manifest): Buffer {
  const { skipped, beside, ...rest } = manifest
  const record = {
    schema: 1,
    ...rest,
    ...(skipped.length > 0 ? { skipped } : {}),
    ...(beside.length > 0 ? { beside } : {}),
  }
  return Buffer.from(`${JSON.stringify(record, null, 2)}\n`)
}

/**
 * Reads a placement as the untrusted input it is: only what the options of `install` would take. Throws what `options`
 * throws, and what the parsers of the options do.
 */
export function parsePlacement(options: Fields): Placement {
  const subpackage = parseSubpackage(options.path('subpackage'))
  const placement: Placement = { subpackage, loginPath: parseLoginPath(options.path('loginPath'), subpackage) }
  if (options.get('entry') !== undefined) placement.entry = options.path('entry')
  if (options.get('transport') === 'tencent') placement.transport = 'tencent'
  return placement
}

function parseFile(file: Fields): RecordedFile {
  const recorded: RecordedFile = { path: file.path('path'), sha256: file.hash('sha256') }
  return file.get('original') === undefined ? recorded : { ...recorded, original: file.hash('original') }
}

function parseSplice(splice: Fields): RecordedSplice {
  const around = splice.get('around') === undefined ? undefined : splice.fields('around')
  return {
    path: splice.path('path'),
    offset: splice.offset('offset'),
    removed: splice.string('removed'),
    inserted: splice.string('inserted'),
    before: splice.hash('before'),
    after: splice.hash('after'),
    around: { before: around?.string('before') ?? '', after: around?.string('after') ?? '' },
  }
}
