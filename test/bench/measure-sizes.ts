import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { transform } from 'esbuild'
import { findRoot } from '../../loader/project/find-root'
import { packedFiles, packingOf } from '../../loader/project/packed-files'
import { tuikitFiles } from './tuikit/make-tuikit-app'

/**
 * Bytes that an installation adds to what WeChat uploads: every file that WeChat packs, new or grown, scripts minified and
 * the rest as it is. `exampleDir` is the shop before the installation, `shopDir` after it.
 */
export async function measureSizes(exampleDir: string, shopDir: string): Promise<Record<string, unknown>> {
  const before = await uploadOf(exampleDir)
  const after = await uploadOf(shopDir)
  const added = [...after].map(([path, bytes]) => ({ path, bytes: bytes - (before.get(path) ?? 0) }))
  const sum = (isCounted: (path: string) => boolean) =>
    added.filter(({ path }) => isCounted(path)).reduce((total, { bytes }) => total + bytes, 0)
  const chatBytes = sum((path) => path.startsWith('ccc/'))
  const mainBytes = sum((path) => !path.startsWith('ccc/'))
  const theirs = (await Promise.all((await tuikitFiles()).map(uploadedBytes))).reduce((a, b) => a + b, 0)
  return {
    'size.mainPackageBytes': mainBytes,
    'size.chatPackageBytes': chatBytes,
    'size.addedBytes': { ours: mainBytes + chatBytes, theirs },
    'size.addedOverTuikit': Math.round(((mainBytes + chatBytes) / theirs) * 10_000) / 10_000,
  }
}

/** What is uploaded of a project, in bytes by path. */
async function uploadOf(project: string): Promise<Map<string, number>> {
  const { miniprogram, config } = await findRoot(project)
  const sizes = packedFiles(miniprogram, await packingOf(config)).map(
    async ({ path, packed }) => [packed, await uploadedBytes(join(miniprogram, path))] as const,
  )
  return new Map(await Promise.all(sizes))
}

async function uploadedBytes(file: string): Promise<number> {
  if (file.endsWith('.d.ts')) return 0
  const content = await readFile(file)
  if (extname(file) !== '.js') return content.length
  const { code } = await transform(content, { minify: true, target: 'es2017', charset: 'utf8' })
  return Buffer.byteLength(code)
}
