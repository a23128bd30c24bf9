import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtSdk, removeSharedSdk, shareSdk } from '../sdk/testing/built-sdk'
import { serveFolder } from '../test/browser/serve-folder'
import { buildGallery } from './build-gallery'

async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'ccc-gallery-'))
  process.once('exit', () => {
    removeSharedSdk()
    rmSync(work, { recursive: true, force: true })
  })
  process.once('SIGINT', () => process.exit(0))
  shareSdk()
  const { url } = await serveFolder(await buildGallery(builtSdk(), work))
  console.log(`Gallery: ${url}/  (Ctrl+C stops it)`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
