import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO, type DemoLogin } from '@ccc-store/server'
import { addAgents } from '../add-agents'
import { ServerProcess } from '../server-process'
import type { OwnTarget } from './target'

/** Nobody is asked: customers come with signatures. */
const NO_WECHAT = 'http://127.0.0.1:9'

/** `ccc-server` on an empty folder with the demo's data, in a process of its own. */
export class OwnServer implements OwnTarget {
  readonly sdkAppId = DEMO.sdkAppId
  readonly ivrId = DEMO.ivrId
  agents: readonly DemoLogin[]
  capacity = 1
  /** starts after the first one */
  starts = 0
  private readonly secretOnce: string

  private constructor(
    private readonly dataDir: string,
    private process: ServerProcess,
    private readonly env: Record<string, string>,
  ) {
    this.agents = process.agents
    this.secretOnce = process.secret
  }

  get url(): string {
    return this.process.url
  }

  get secret(): string {
    return this.secretOnce
  }

  /** false when it has ended by itself */
  get isRunning(): boolean {
    return this.process.isRunning
  }

  /** what the server that runs now has logged */
  get log(): string {
    return this.process.log
  }

  static async start(env: Record<string, string> = {}): Promise<OwnServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'ccc-conformance-'))
    return new OwnServer(dataDir, await startOn(dataDir, env), env)
  }

  /** Starts anew with agents of its own, who may have so many sessions each, and so long to answer. */
  async withAgents(agents: { count: number; capacity: number; ringSeconds: number }): Promise<void> {
    const password = this.process.agents[0].password
    await this.process.stop()
    const accounts = addAgents(this.dataDir, agents)
    this.process = await startOn(this.dataDir, this.env)
    this.agents = accounts.map((account) => ({ account, password }))
    this.capacity = agents.capacity
  }

  async killAndStart(): Promise<void> {
    if (this.process.isRunning) await this.process.kill()
    this.process = await startOn(this.dataDir, this.env)
    this.starts += 1
    // the demo gives its agents new passwords at each start; those that were added keep theirs
    if (this.capacity === 1) this.agents = this.process.agents
  }

  /** What an operator does for an update. @returns how long the stop took, in ms */
  async stopAndStart(): Promise<number> {
    const from = performance.now()
    await this.process.stop()
    const tookMs = performance.now() - from
    this.process = await startOn(this.dataDir, this.env)
    return tookMs
  }

  async end(): Promise<void> {
    if (this.process.isRunning) await this.process.kill()
    await rm(this.dataDir, { recursive: true })
  }
}

const startOn = (dataDir: string, env: Record<string, string>) =>
  ServerProcess.start({ CCC_DATA_DIR: dataDir, CCC_DEMO: 'true', CCC_WECHAT_URL: NO_WECHAT, ...env })
