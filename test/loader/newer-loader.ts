import { createHash } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PackedLoader } from './packed-loader'

/** A file of the payload that the newer version changes at its beginning, so that an edit at its end can be merged. */
export const CHANGED_FILE = 'ccc/pages/chat/index.wxss'

export const NEWER_LINE = '/* newer */'

/** A copy of a packed loader beside it that ships a newer version: one file changed at its first line. */
export function newerLoader({ folder, packedBytes }: PackedLoader): PackedLoader {
  const newer = join(dirname(folder), 'ccc-store-newer')
  cpSync(folder, newer, { recursive: true })
  const payload = join(newer, 'dist', 'payload')
  const file = join(payload, 'files', CHANGED_FILE)
  const text = `${NEWER_LINE}\n${readFileSync(file, 'utf8')}`
  writeFileSync(file, text)
  const index: { version: string; files: { path: string; sha256: string; bytes: number }[] } = JSON.parse(
    readFileSync(join(payload, 'payload.json'), 'utf8'),
  )
  index.version = '99.0.0'
  for (const entry of index.files.filter(({ path }) => path === CHANGED_FILE)) {
    entry.sha256 = createHash('sha256').update(text).digest('hex')
    entry.bytes = Buffer.byteLength(text)
  }
  writeFileSync(join(payload, 'payload.json'), JSON.stringify(index))
  return { folder: newer, bin: join(newer, 'bin', 'ccc-store.js'), packedBytes }
}
