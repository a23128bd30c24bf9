import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LoaderError } from './errors'
import { sha256 } from './hash'
import { packageRoot } from './package-root'

/** What a project receives: every file by its path in the mini-program. */
export interface Payload {
  version: string
  files: readonly PayloadFile[]
}

export interface PayloadFile {
  /** Relative to the mini-program root, with forward slashes. */
  path: string
  bytes: Buffer
}

/** Where the build puts the payload. */
export function defaultPayloadDir(): string {
  return join(packageRoot(), 'dist', 'payload')
}

/**
 * Reads a payload folder: `payload.json` (`{ schema: 1, version, files: [{ path, sha256, bytes }] }`) and the files
 * themselves under `files/`. Throws `payload-broken` when anything is missing or does not match its hash.
 */
export function loadPayload(dir: string = defaultPayloadDir()): Payload {
  try {
    const { version, files } = parseIndex(JSON.parse(readFileSync(join(dir, 'payload.json'), 'utf8')))
    return { version, files: files.map((file) => ({ path: file.path, bytes: readChecked(dir, file) })) }
  } catch (error) {
    if (error instanceof LoaderError) throw error
    throw new LoaderError('payload-broken', { reason: error instanceof Error ? error.message : String(error) })
  }
}

interface IndexEntry {
  path: string
  sha256: string
}

function parseIndex(value: unknown): { version: string; files: IndexEntry[] } {
  if (!isRecord(value) || value.schema !== 1 || typeof value.version !== 'string' || !Array.isArray(value.files)) {
    throw new LoaderError('payload-broken', { reason: 'payload.json' })
  }
  const files = value.files.map((file: unknown) => {
    if (!isRecord(file) || typeof file.path !== 'string' || typeof file.sha256 !== 'string') {
      throw new LoaderError('payload-broken', { reason: 'payload.json' })
    }
    return { path: file.path, sha256: file.sha256 }
  })
  return { version: value.version, files }
}

function readChecked(dir: string, file: IndexEntry): Buffer {
  const bytes = readFileSync(join(dir, 'files', ...file.path.split('/')))
  if (sha256(bytes) !== file.sha256) throw new LoaderError('payload-broken', { reason: file.path })
  return bytes
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
