import { launchBrowser } from '../browser/launch-browser'
import { measureInstall } from './measure-install'
import { measureSetData } from './measure-set-data'
import { measureSizes } from './measure-sizes'
import { withInstalledShop } from './with-installed-shop'

/** What each figure should be at most. Prints are for people; nothing fails here (docs/benchmarks.md). */
const AIMS: Record<string, number> = {
  'size.mainPackageBytes': 4_096,
  'size.chatPackageBytes': 65_536,
  'loader.installOverNodeStart': 6,
  'ui.setDataBytes.100': 1_024,
  'ui.setDataBytes.1000': 1_024,
  'ui.setDataBytes.10000': 1_024,
}

async function main(): Promise<void> {
  const figures: Record<string, unknown> = {}
  const progress = (text: string) => process.stderr.write(`${text} …\n`)

  progress('sizes')
  await withInstalledShop('http://127.0.0.1:7788', async (shopDir) => {
    Object.assign(figures, await measureSizes(shopDir))
  })
  progress('install time')
  figures['loader.installOverNodeStart'] = await measureInstall()
  progress('setData of one incoming message')
  const browser = await launchBrowser()
  try {
    figures['ui.setDataBytes'] = await measureSetData(browser, [100, 1_000, 10_000])
  } finally {
    await browser.close()
  }
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`)
  else print(figures)
}

function print(figures: Record<string, unknown>): void {
  const rows = Object.entries(figures).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, one]) => [`${name}.${key}`, one])
      : [[name, value]],
  )
  for (const [name, value] of rows) {
    const aim = AIMS[name]
    const verdict = aim === undefined ? '' : `aim ≤ ${aim}${Number(value) <= aim ? '' : '  MISSED'}`
    process.stdout.write(`${name.padEnd(32)} ${String(value).padStart(10)}  ${verdict}\n`)
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
