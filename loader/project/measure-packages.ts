import { extname } from 'node:path'
import type { ProjectRoot } from './find-root'
import { packedFiles, packingOf } from './packed-files'

/** A package of a mini-program and what it weighs before WeChat compresses it. */
export interface PackageSize {
  /** The root of the subpackage; empty for the main package. */
  root: string
  /** Bytes of all files that WeChat packs, scripts not yet minified. */
  bytes: number
  /** Bytes of those that no minifier makes smaller: pictures, sounds and the like. */
  fixedBytes: number
}

const compressible = new Set(['.js', '.json', '.wxml', '.wxss', '.wxs'])

/**
 * Measures the main package and every subpackage, as the project configuration has them packed. Where it leaves unused
 * files out at upload, they are counted all the same: which these are, WeChat's compiler alone knows.
 * `tick` is called for every folder, for a sign of life.
 */
export async function measurePackages(
  { miniprogram, config }: Pick<ProjectRoot, 'miniprogram' | 'config'>,
  roots: readonly string[],
  tick = () => {},
): Promise<PackageSize[]> {
  const sizes = ['', ...new Set(roots)].map((root): PackageSize => ({ root, bytes: 0, fixedBytes: 0 }))
  const deepestFirst = sizes.toSorted((a, b) => b.root.length - a.root.length)
  for (const { packed, bytes } of packedFiles(miniprogram, await packingOf(config), tick)) {
    const size = deepestFirst.find(({ root }) => root === '' || packed.startsWith(`${root}/`))
    if (!size) continue
    size.bytes += bytes
    if (!compressible.has(extname(packed))) size.fixedBytes += bytes
  }
  return sizes
}
