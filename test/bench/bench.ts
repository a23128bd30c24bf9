import { launchBrowser } from '../browser/launch-browser'
import { measureAbuse } from './abuse/measure-abuse'
import { verdict } from './aims'
import { measureChat } from './measure-chat'
import { measureInstall } from './measure-install'
import { measureSizes } from './measure-sizes'
import { measureGrowth } from './throughput/measure-growth'
import { measureIdle } from './throughput/measure-idle'
import { measureQueue } from './throughput/measure-queue'
import { measureThroughput } from './throughput/measure-throughput'
import { EXAMPLE_DIR, withInstalledShop } from './with-installed-shop'

type Figures = Record<string, unknown>

/** What can be asked for by name; all of it when nothing is. */
const PARTS: Record<string, () => Promise<Figures>> = {
  sizes: () => withInstalledShop('http://127.0.0.1:7788', (shopDir) => measureSizes(EXAMPLE_DIR, shopDir)),
  install: async () => ({ 'loader.installOverNodeStart': await measureInstall() }),
  abuse: measureAbuse,
  throughput: () => measureThroughput(progress),
  growth: () => measureGrowth(progress),
  queue: () => measureQueue(progress),
  idle: measureIdle,
  async chat() {
    const browser = await launchBrowser()
    try {
      return await measureChat(browser, progress)
    } finally {
      await browser.close()
    }
  },
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2).filter((word) => word !== '--json')
  const unknown = asked.filter((name) => !(name in PARTS))
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}: there are ${Object.keys(PARTS).join(', ')}`)
  const figures: Figures = {}
  for (const [name, measure] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    progress(name)
    Object.assign(figures, await measure())
  }
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`)
  else print(figures)
}

const progress = (text: string) => process.stderr.write(`${text} …\n`)

function print(figures: Figures): void {
  for (const [name, value] of Object.entries(figures).flatMap(([name, value]) => flatten(name, value))) {
    process.stdout.write(`${name.padEnd(40)} ${String(value).padStart(10)}  ${verdict(name, Number(value))}\n`)
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
