import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const BLOCK = 512

/** Unpacks a package as npm packs it (gzip, ustar; every path under `package/`) into a folder, without `package/`. */
export function untar(archive: Uint8Array, folder: string): void {
  const bytes = gunzipSync(archive)
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const header = bytes.subarray(at, at + BLOCK)
    const name = [field(header, 345, 155), field(header, 0, 100)].filter((part) => part !== '').join('/')
    const size = Number.parseInt(field(header, 124, 12), 8)
    const start = at + BLOCK
    at = start + Math.ceil(size / BLOCK) * BLOCK
    const type = field(header, 156, 1)
    // Long or non-ASCII names come in a header of another kind, and no package here has them.
    if (type !== '0' && type !== '') throw new Error(`${name}: unknown kind ${type}`)
    const path = join(folder, name.replace(/^package\//, ''))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes.subarray(start, start + size), { mode: Number.parseInt(field(header, 100, 8), 8) })
  }
}

function field(header: Uint8Array, start: number, length: number): string {
  return Buffer.from(header.subarray(start, start + length))
    .toString('utf8')
    .replace(/[\0 ]+$/, '')
}
