import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary-folder'
import { copyLoader, type PackedLoader } from './packed-loader'

/** One file of every kind that an installation writes; the others are written in the same way. */
const few = /^(ccc-config\.js|utils\/.*|ccc\/host\.js|ccc\/pages\/chat\/index\.\w+|ccc-entry\/.*)$/

/** A copy of a packed loader that ships a handful of files, so that every single write can be tried. */
export function smallLoader(packed: PackedLoader): PackedLoader {
  const small = copyLoader(packed, temporaryFolder())
  const payload = join(small.folder, 'dist', 'payload')
  const index: { files: { path: string }[] } = JSON.parse(readFileSync(join(payload, 'payload.json'), 'utf8'))
  for (const { path } of index.files.filter((file) => !few.test(file.path))) rmSync(join(payload, 'files', path))
  index.files = index.files.filter(({ path }) => few.test(path))
  writeFileSync(join(payload, 'payload.json'), JSON.stringify(index))
  return small
}
