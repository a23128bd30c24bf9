import { LONG, runChaos, SHORT } from './chaos/run-chaos'
import { CHECKS } from './checks/checks'
import { KILL_CHECKS } from './checks/kill-checks'
import { OwnServer } from './own-server'
import { targetAt } from './target'

const USAGE = `npm run conformance -- sqlite            the checks on ccc-server with an empty folder
npm run conformance -- chaos [--short]   kills and cuts under load
npm run conformance -- <url>             the checks on a server that runs (CONTRIBUTING.md)`

async function main([what, option]: readonly string[]): Promise<boolean> {
  if (what === 'sqlite') return onOwnServer()
  if (what === 'chaos') return runChaos(option === '--short' ? SHORT : LONG, say)
  if (!what || !/^https?:/.test(what)) throw new Error(USAGE)
  const target = targetAt(what, process.env)
  return runAll(CHECKS.map(({ name, run }) => ({ name, run: () => run(target) })))
}

async function onOwnServer(): Promise<boolean> {
  const server = await OwnServer.start()
  try {
    const checks = CHECKS.map(({ name, run }) => ({ name, run: () => run(server) }))
    const killing = KILL_CHECKS.map(({ name, run }) => ({ name, run: () => run(server) }))
    return await runAll([...checks, ...killing])
  } finally {
    await server.end()
  }
}

/** @returns whether all held */
async function runAll(checks: readonly { name: string; run(): Promise<void> }[]): Promise<boolean> {
  let broken = 0
  for (const { name, run } of checks) {
    try {
      await run()
      say(`holds   ${name}`)
    } catch (error) {
      broken += 1
      say(`broken  ${name}\n${error instanceof Error ? error.stack : error}`)
    }
  }
  say(`conformance: ${checks.length - broken} of ${checks.length} hold`)
  return broken === 0
}

const say = (line: string) => process.stdout.write(`${line}\n`)

main(process.argv.slice(2)).then(
  // sockets that a broken check left open keep nobody waiting
  (held) => process.exit(held ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  },
)
