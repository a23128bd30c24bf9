import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { transform } from 'esbuild'
import { tuikitFiles } from './tuikit/make-tuikit-app'

/**
 * Bytes that an installation adds to what WeChat uploads: scripts minified, everything else as it is, type declarations
 * left out, as WeChat's own upload does.
 */
export async function measureSizes(shopDir: string): Promise<Record<string, unknown>> {
  const main = [join('utils', 'login.js'), 'ccc-config.js']
  const chat = (await readdir(join(shopDir, 'ccc'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const mainBytes = await total(main.map((file) => join(shopDir, file)))
  const chatBytes = await total(chat)
  const theirs = await total(await tuikitFiles())
  return {
    'size.mainPackageBytes': mainBytes,
    'size.chatPackageBytes': chatBytes,
    'size.addedBytes': { ours: mainBytes + chatBytes, theirs },
    'size.addedOverTuikit': Math.round(((mainBytes + chatBytes) / theirs) * 10_000) / 10_000,
  }
}

async function total(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(uploadedBytes))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

async function uploadedBytes(file: string): Promise<number> {
  if (file.endsWith('.d.ts')) return 0
  const content = await readFile(file)
  if (extname(file) !== '.js') return content.length
  const { code } = await transform(content, { minify: true, target: 'es2017', charset: 'utf8' })
  return Buffer.byteLength(code)
}
