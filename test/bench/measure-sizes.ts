import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { transform } from 'esbuild'

/**
 * Bytes that an installation adds to what WeChat uploads: scripts minified, everything else as it is, type declarations
 * left out, as WeChat's own upload does.
 */
export async function measureSizes(shopDir: string): Promise<Record<string, number>> {
  const main = [join('utils', 'login.js'), 'ccc-config.js']
  const chat = (await readdir(join(shopDir, 'ccc'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return {
    'size.mainPackageBytes': await total(main.map((file) => join(shopDir, file))),
    'size.chatPackageBytes': await total(chat),
  }
}

async function total(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(uploadedBytes))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

async function uploadedBytes(file: string): Promise<number> {
  if (file.endsWith('.d.ts')) return 0
  const text = await readFile(file, 'utf8')
  if (extname(file) !== '.js') return Buffer.byteLength(text)
  const { code } = await transform(text, { minify: true, target: 'es2017' })
  return Buffer.byteLength(code)
}
