import { createHash } from 'node:crypto'

/** SHA-256 of the bytes, in lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The hash with every CRLF read as LF, so that a checkout which converts line endings does not look like an edit. */
export function sha256IgnoringCr(bytes: Buffer): string {
  return bytes.includes('\r\n')
    ? sha256(Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'))
    : sha256(bytes)
}
