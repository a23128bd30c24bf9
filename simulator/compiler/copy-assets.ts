import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const ASSET = /\.(png|jpe?g|gif|svg|webp|ico|mp3|mp4|m4a|wav|ttf|woff2?)$/i

/** Copies images, sounds and fonts, each to the same place below `outDir`. */
export async function copyAssets(root: string, outDir: string): Promise<void> {
  for (const entry of await readdir(root, { withFileTypes: true })) {
    const from = join(root, entry.name)
    const to = join(outDir, entry.name)
    if (from === outDir || entry.name === 'node_modules' || entry.name.startsWith('.')) continue
    if (entry.isDirectory()) await copyAssets(from, to)
    else if (ASSET.test(entry.name)) {
      await mkdir(dirname(to), { recursive: true })
      await copyFile(from, to)
    }
  }
}
