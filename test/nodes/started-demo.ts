import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { freePort } from '../free-port'

interface Start {
  node: string
  npm: string
  /** folder of an installed clone */
  clone: string
  env: NodeJS.ProcessEnv
  /** an empty folder */
  dataDir: string
}

/**
 * Runs `npm start` until it says that everything answers, asks whether it does, and ends it as Ctrl-C would.
 * @param onRunning called as soon as it says so
 * @throws Error when it ends before, is not ready, or does not end cleanly
 */
export async function startedDemo(start: Start, onRunning: () => void): Promise<void> {
  const port = await freePort()
  const child = spawn(start.node, [start.npm, 'start', '--loglevel=error'], {
    cwd: start.clone,
    env: { ...start.env, LANG: 'en', CCC_PORT: String(port), CCC_DATA_DIR: start.dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    // a process group of its own, as a terminal would give it
    detached: true,
  })
  const exit = once(child, 'exit')
  try {
    await running(child)
    onRunning()
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
    if (!ready.ok) throw new Error(`/readyz answers ${ready.status}: ${await ready.text()}`)
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    await exit
  }
}

async function running(child: ChildProcess): Promise<void> {
  const lines: string[] = []
  if (child.stdout === null) throw new Error('npm start has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (line.includes('Ctrl-C')) return
  }
  throw new Error(`npm start ended:\n${lines.join('\n')}`)
}
