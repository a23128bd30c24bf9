import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { sha256 } from '../hash'

/**
 * Contents of files by their SHA-256, kept in the mini-program: what was shipped, which is the base when an edited file
 * meets a newer version, and what was overwritten, so that `reset` brings it back. It works without a network, and its
 * name ends in nothing that WeChat uploads.
 */
export type Archive = ReadonlyMap<string, Buffer>

// Far above any real archive, and low enough that a file made to grow on reading cannot fill the memory.
const MOST_BYTES = 64 * 1024 * 1024

/** The archive as it is written. */
export function serializeArchive(archive: Archive): Buffer {
  const contents = Object.fromEntries(
    [...archive].sort(([a], [b]) => (a < b ? -1 : 1)).map(([hash, bytes]) => [hash, bytes.toString('latin1')]),
  )
  const text = Buffer.from(JSON.stringify({ schema: 1, contents }))
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
}

/**
 * Reads an archive as the untrusted input it is: contents that do not have the hash they are listed under are left out.
 * Returns undefined when it is no archive at all.
 */
export function parseArchive(bytes: Buffer): Archive | undefined {
  let value: unknown
  try {
    value = JSON.parse(brotliDecompressSync(bytes, { maxOutputLength: MOST_BYTES }).toString())
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || !('schema' in value) || value.schema !== 1) return undefined
  const contents = 'contents' in value ? value.contents : undefined
  if (typeof contents !== 'object' || contents === null) return undefined
  const archive = new Map<string, Buffer>()
  for (const [hash, text] of Object.entries(contents)) {
    const content = typeof text === 'string' ? Buffer.from(text, 'latin1') : undefined
    if (content && sha256(content) === hash) archive.set(hash, content)
  }
  return archive
}
