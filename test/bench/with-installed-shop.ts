import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO } from '@ccc-store/server'
import { install } from 'ccc-store'

export const EXAMPLE_DIR = join(__dirname, '..', '..', 'example-miniprogram')

/** Gives `use` a copy of the example shop with customer service in it; the copy is gone afterwards. */
export async function withInstalledShop<T>(serverUrl: string, use: (shopDir: string) => Promise<T>): Promise<T> {
  const shopDir = await mkdtemp(join(tmpdir(), 'ccc-shop-'))
  try {
    await cp(EXAMPLE_DIR, shopDir, { recursive: true })
    await install({ cwd: shopDir, sdkAppId: DEMO.sdkAppId, ivrId: DEMO.ivrId, serverUrl })
    return await use(shopDir)
  } finally {
    await rm(shopDir, { recursive: true, force: true })
  }
}
