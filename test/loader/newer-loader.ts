import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary-folder'
import { copyLoader, type PackedLoader } from './packed-loader'

/** A file of the payload that the newer version changes at its beginning, so that an edit at its end can be merged. */
export const CHANGED_FILE = 'ccc/pages/chat/index.wxss'

export const NEWER_LINE = '/* newer */'

/** A copy of a packed loader that ships a newer version: one file changed at its first line. */
export function newerLoader(packed: PackedLoader): PackedLoader {
  const newer = copyLoader(packed, temporaryFolder())
  const payload = join(newer.folder, 'dist', 'payload')
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
  return newer
}
