import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DemoLogin } from '@ccc-store/server'

const BIN = join(__dirname, '..', '..', 'server', 'bin', 'ccc-server.js')

/** A call centre as its operator runs it, in a process of its own that can be killed. */
export class ServerProcess {
  static readonly BIN = BIN

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** what it said until it was ready */
    readonly startText: string,
    /** what it logged so far */
    private readonly logged: string[],
  ) {}

  /** the demo's agents, as it named them at its start */
  get agents(): [DemoLogin, DemoLogin] {
    const [first, second] = [...this.startText.matchAll(/(agent\d) \/ (\S{16})/g)].map(([, account, password]) => ({
      account: account ?? '',
      password: password ?? '',
    }))
    if (!first || !second) throw new Error(`no agents in:\n${this.startText}`)
    return [first, second]
  }

  /** what signs openids, which it tells at the first start of its folder; empty later */
  get secret(): string {
    return /Secret to sign openids with [^:]*: (\S+)/.exec(this.startText)?.[1] ?? ''
  }

  /** false once it has ended, by itself or not */
  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  get log(): string {
    return this.logged.join('')
  }

  static async start(env: Record<string, string>): Promise<ServerProcess> {
    const child = spawn(process.execPath, [BIN, 'start'], {
      env: { PATH: process.env.PATH, LANG: 'en', CCC_LOG_LEVEL: 'error', CCC_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const logged: string[] = []
    child.stdout.on('data', (data) => logged.push(String(data)))
    const lines: string[] = []
    for await (const line of createInterface({ input: child.stderr })) {
      lines.push(line)
      const url = /ready: (http\S+)/.exec(line)?.[1]
      if (url) return new ServerProcess(child, url, lines.join('\n'), logged)
    }
    throw new Error(`ccc-server did not start:\n${lines.join('\n')}`)
  }

  /** Runs it to its end, for starts that must fail. */
  static async runToEnd(env: Record<string, string>): Promise<{ code: number | null; text: string }> {
    const child = spawn(process.execPath, [BIN, 'start'], { env: { PATH: process.env.PATH, LANG: 'en', ...env } })
    let text = ''
    child.stderr.on('data', (data) => {
      text += data
    })
    const [code] = await once(child, 'close')
    return { code, text }
  }

  /** kill -9 */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  async stop(): Promise<number | null> {
    return this.end('SIGINT')
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const closed = once(this.child, 'exit')
    this.child.kill(signal)
    const [code] = await closed
    return code
  }
}
