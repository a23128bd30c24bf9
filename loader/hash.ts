import { createHash } from 'node:crypto'

/** SHA-256 of the bytes, in lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The bytes with every CRLF as LF. */
export function withoutCr(bytes: Buffer): Buffer {
  return bytes.includes('\r\n') ? Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1') : bytes
}

/** The hash with every CRLF read as LF, so that a checkout which converts line endings does not look like an edit. */
export function sha256IgnoringCr(bytes: Buffer): string {
  return sha256(withoutCr(bytes))
}

/** Whether the bytes are those that had the hash, whatever a checkout made of their line endings. */
export function hasHash(bytes: Buffer, hash: string | undefined): boolean {
  return hash !== undefined && (sha256(bytes) === hash || sha256IgnoringCr(bytes) === hash)
}
