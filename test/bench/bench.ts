import { launchBrowser } from '../browser/launch-browser'
import { measureAbuse } from './abuse/measure-abuse'
import { measureChat } from './measure-chat'
import { measureInstall } from './measure-install'
import { measureSizes } from './measure-sizes'
import { EXAMPLE_DIR, withInstalledShop } from './with-installed-shop'

/** What each figure should be at most. Prints are for people; nothing fails here (docs/benchmarks.md). */
const AIMS: Record<string, number> = {
  'size.mainPackageBytes': 4_096,
  'size.addedBytes.ours': 95_400,
  'loader.installOverNodeStart': 6,
  'size.addedOverTuikit': 0.1,
  'ui.incomingSetDataBytes.ours.100': 1_024,
  'ui.incomingSetDataBytes.ours.500': 1_024,
  'ui.incomingSetDataBytes.ours.1000': 1_024,
  'ui.incomingSetDataBytes.ours.10000': 1_024,
  'ui.incomingSetDataCalls.ours.100': 1,
  'ui.incomingSetDataCalls.ours.500': 1,
  'ui.incomingSetDataCalls.ours.1000': 1,
  'ui.incomingSetDataCalls.ours.10000': 1,
  'ui.incomingScriptRatio': 0.1,
  'ui.openWith1000Ratio': 1,
  'ui.nodesAt10000.ours': 999,
  'net.openRoundTrips': 1,
  'server.healthUnderAbuseMs': 50,
}

async function main(): Promise<void> {
  const figures: Record<string, unknown> = {}
  const progress = (text: string) => process.stderr.write(`${text} …\n`)

  progress('sizes')
  await withInstalledShop('http://127.0.0.1:7788', async (shopDir) => {
    Object.assign(figures, await measureSizes(EXAMPLE_DIR, shopDir))
  })
  progress('install time')
  figures['loader.installOverNodeStart'] = await measureInstall()
  progress('the server under abuse')
  Object.assign(figures, await measureAbuse())
  const browser = await launchBrowser()
  try {
    Object.assign(figures, await measureChat(browser, progress))
  } finally {
    await browser.close()
  }
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`)
  else print(figures)
}

function print(figures: Record<string, unknown>): void {
  const rows = Object.entries(figures).flatMap(([name, value]) => flatten(name, value))
  for (const [name, value] of rows) {
    const aim = AIMS[name]
    const verdict = aim === undefined ? '' : `aim ≤ ${aim}${Number(value) <= aim ? '' : '  MISSED'}`
    process.stdout.write(`${name.padEnd(40)} ${String(value).padStart(10)}  ${verdict}\n`)
  }
}

/** `{ a: { b: 1 } }` as `a.b`: 1. */
function flatten(name: string, value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[name, value]]
  return Object.entries(value).flatMap(([key, one]) => flatten(`${name}.${key}`, one))
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
