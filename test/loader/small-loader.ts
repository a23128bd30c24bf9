import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PackedLoader } from './packed-loader'

/** One file of every kind that an installation writes; the others are written in the same way. */
const few = /^(ccc-config\.js|utils\/.*|ccc\/host\.js|ccc\/pages\/chat\/index\.\w+|ccc-entry\/.*)$/

/** A copy of a packed loader beside it that ships a handful of files, so that every single write can be tried. */
export function smallLoader({ folder, packedBytes }: PackedLoader): PackedLoader {
  const small = join(dirname(folder), 'ccc-store-small')
  cpSync(folder, small, { recursive: true })
  const payload = join(small, 'dist', 'payload')
  const index: { files: { path: string }[] } = JSON.parse(readFileSync(join(payload, 'payload.json'), 'utf8'))
  for (const { path } of index.files.filter((file) => !few.test(file.path))) rmSync(join(payload, 'files', path))
  index.files = index.files.filter(({ path }) => few.test(path))
  writeFileSync(join(payload, 'payload.json'), JSON.stringify(index))
  return { folder: small, bin: join(small, 'bin', 'ccc-store.js'), packedBytes }
}
