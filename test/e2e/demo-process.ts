import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../free-port'

const BIN = join(__dirname, '..', '..', 'demo', 'bin', 'start.js')

/** `npm start`, in a process of its own that can be killed and started again at the same address. */
export class DemoProcess {
  private child: ChildProcess | undefined

  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
  ) {}

  static async create(dataDir: string): Promise<DemoProcess> {
    return new DemoProcess(dataDir, await freePort())
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Resolves with all it printed, once it says that everything answers. */
  async start(): Promise<string> {
    const child = spawn(process.execPath, [BIN], {
      env: { PATH: process.env.PATH, LANG: 'en', CCC_PORT: String(this.port), CCC_DATA_DIR: this.dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.child = child
    const lines: string[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line)
      if (line.includes('Ctrl-C')) return lines.join('\n')
    }
    throw new Error(`npm start ended:\n${lines.join('\n')}`)
  }

  /** @returns the exit code, null when a signal ended it */
  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return null
    const exit = once(child, 'exit')
    child.kill(signal)
    const [code] = await exit
    return code
  }
}
