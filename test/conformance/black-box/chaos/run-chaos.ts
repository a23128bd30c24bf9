import { setTimeout as pause } from 'node:timers/promises'
import { loginAgent } from '@ccc-store/mock-server'
import { CuttingProxy } from '../cutting-proxy'
import { OwnServer } from '../own-server'
import { loginBySignature } from '../target'
import { ChaosAgent } from './chaos-agent'
import { ChaosCustomer } from './chaos-customer'
import { Findings } from './findings'
import { Ledger } from './ledger'
import { readLog } from './read-log'
import { judge } from './verdict'

export interface ChaosPlan {
  /** messages to be acknowledged */
  messages: number
  customers: number
  agents: number
  /** sessions of one agent */
  capacity: number
  /** the server is killed about this often … */
  killEveryMs: number
  /** … and every line cut this often */
  cutEveryMs: number
}

export const LONG: ChaosPlan = {
  messages: 100_000,
  customers: 400,
  agents: 12,
  capacity: 5,
  killEveryMs: 4_000,
  cutEveryMs: 15_000,
}

/** Some seconds of it, for every check of the project. */
export const SHORT: ChaosPlan = {
  ...LONG,
  messages: 5_000,
  customers: 60,
  agents: 4,
  killEveryMs: 2_500,
  cutEveryMs: 4_000,
}

/** Everybody comes from one address here, and talks more than people do. */
const UNLIMITED = {
  CCC_LIMIT_CUSTOMER_LOGINS: '0',
  CCC_LIMIT_COMMANDS: '0',
  CCC_LIMIT_HISTORY: '0',
  CCC_LIMIT_CUSTOMER_MB: '0',
  CCC_LIMIT_STRANGERS_PER_ADDRESS: '0',
}

/** Short enough that offers ring out now and then. */
const RING_SECONDS = 2
/** An operator who stops the server waits no longer. */
const STOP_MS = 10_000
/** How often a customer does something, and an agent. */
const ACTS_A_SECOND = 2
const AGENT_ACTS_A_SECOND = 4
const TICK_MS = 50
/** The storm is over by then, whatever was acknowledged … */
const STORM_MS = 600_000
/** … and then everybody has so long to finish. */
const QUIET_MS = 90_000

type Say = (line: string) => void

/**
 * Customers and agents talk over a proxy that cuts their lines, with a server that is killed again and again, until
 * enough is acknowledged. Then everybody finishes, the server is killed once more, and each log is read wholly.
 * @returns whether every promise was kept
 */
export async function runChaos(plan: ChaosPlan, say: Say): Promise<boolean> {
  const findings = new Findings()
  const server = await OwnServer.start(UNLIMITED)
  try {
    await server.withAgents({ count: plan.agents, capacity: plan.capacity, ringSeconds: RING_SECONDS })
    const proxy = await CuttingProxy.start(() => server.url)
    try {
      return await new Chaos(plan, server, proxy, findings, say).run()
    } finally {
      await proxy.close()
    }
  } finally {
    await server.end()
  }
}

class Chaos {
  private readonly ledger: Ledger
  private readonly customers: ChaosCustomer[] = []
  private readonly agents: ChaosAgent[] = []
  private readonly tokens = new Map<string, string>()

  /** of which the server was told */
  private stops = 0

  constructor(
    private readonly plan: ChaosPlan,
    private readonly server: OwnServer,
    private readonly proxy: CuttingProxy,
    private readonly findings: Findings,
    private readonly say: Say,
  ) {
    this.ledger = new Ledger(findings)
  }

  async run(): Promise<boolean> {
    await this.gather()
    const from = performance.now()
    await this.storm()
    const seconds = (performance.now() - from) / 1_000
    await this.calm()
    await this.server.killAndStart()
    await this.judge()
    for (const line of this.findings.lines()) this.say(line)
    const { acknowledged, retries } = this.ledger
    const rate = Math.round(acknowledged / seconds)
    const { starts } = this.server
    this.say(
      `chaos: ${acknowledged} messages acknowledged in ${Math.round(seconds)} s (${rate}/s), ${starts} kills, ${this.stops} stops, ` +
        `${this.proxy.cuts} cuts, ${retries} retries; ${this.findings.summary()}`,
    )
    return this.findings.isEmpty
  }

  private async gather(): Promise<void> {
    const { ledger, findings, server, proxy, plan } = this
    const parts = { url: proxy.url, ledger, findings }
    for (const login of server.agents) {
      const { token } = await loginAgent(server.url, login)
      const more = { ...parts, token, capacity: plan.capacity }
      this.agents.push(new ChaosAgent(login.account, more))
      if (this.agents.length % 4 === 1) this.agents.push(new ChaosAgent(login.account, more, 2))
    }
    for (let i = 0; i < plan.customers; i += 1) {
      const openid = `chaos-${i}`
      const token = await loginBySignature(server, openid)
      this.tokens.set(openid, token)
      const more = { ...parts, token, ivrId: server.ivrId }
      this.customers.push(new ChaosCustomer(openid, more))
      if (i % 8 === 0) this.customers.push(new ChaosCustomer(openid, more, ' (tablet)'))
    }
    for (const { line } of [...this.agents, ...this.customers]) line.open()
  }

  /** Talk, kills and cuts until enough is acknowledged. */
  private async storm(): Promise<void> {
    const { plan, proxy } = this
    const acting = setInterval(() => this.act(), TICK_MS)
    const cutting = setInterval(() => proxy.cut(), plan.cutEveryMs)
    let told = 0
    const until = Date.now() + STORM_MS
    while (this.ledger.acknowledged < plan.messages && Date.now() < until) {
      await pause(plan.killEveryMs * (0.5 + Math.random()))
      await this.killAndStart()
      if (this.ledger.acknowledged - told < plan.messages / 10) continue
      told = this.ledger.acknowledged
      this.say(`${told} …`)
    }
    if (this.ledger.acknowledged < plan.messages) this.findings.add('stranded', 'too little was acknowledged in time')
    clearInterval(acting)
    clearInterval(cutting)
  }

  private async killAndStart(): Promise<void> {
    if (!this.server.isRunning)
      this.findings.add('errors', `the server ended by itself:\n${this.server.log.slice(-2_000)}`)
    if (/"level":[56]0/.test(this.server.log)) this.findings.add('errors', `logged: ${this.server.log.slice(0, 1_000)}`)
    if (this.stops * 5 > this.server.starts) return this.server.killAndStart()
    this.stops += 1
    const tookMs = await this.server.stopAndStart()
    if (tookMs > STOP_MS) this.findings.add('errors', `a stop took ${Math.round(tookMs)} ms`)
  }

  private act(): void {
    const share = TICK_MS / 1_000
    for (const customer of this.customers) {
      if (customer.device === '' && Math.random() < ACTS_A_SECOND * share) customer.act()
    }
    for (const agent of this.agents) if (Math.random() < AGENT_ACTS_A_SECOND * share) agent.act()
  }

  /** Nobody says anything new: every command is answered, and every session comes to its end. */
  private async calm(): Promise<void> {
    for (const agent of this.agents) agent.isClosing = true
    const people = [...this.customers, ...this.agents]
    const until = Date.now() + QUIET_MS
    const isQuiet = () =>
      people.every(({ outbox }) => outbox.size === 0) && !this.customers.some((one) => one.isWithAgents)
    while (!isQuiet() && Date.now() < until) {
      for (const { outbox } of this.customers) outbox.flush()
      for (const agent of this.agents) agent.act()
      await pause(TICK_MS)
    }
    for (const { outbox, line } of people) {
      if (outbox.size > 0) this.findings.add('stranded', `${outbox.size} commands in the end; ${line.about}`)
    }
    for (const { openid, device, state, isWithAgents } of this.customers) {
      if (isWithAgents) this.findings.add('stranded', `${openid}${device}: ${JSON.stringify(state)}`)
    }
    for (const { line } of people) line.stop()
  }

  private async judge(): Promise<void> {
    const logs = []
    for (const [openid, token] of this.tokens) {
      const entries = await readLog(this.server.url, this.server.ivrId, token)
      const sessions = new Set(entries.map(({ sessionId }) => sessionId))
      const own = this.customers.filter((customer) => customer.openid === openid).map(({ reader }) => reader)
      const theirs = this.agents.flatMap(({ readers }) => [...readers].filter(([id]) => sessions.has(id)))
      logs.push({ name: openid, entries, readers: [...own, ...theirs.map(([, reader]) => reader)] })
    }
    judge(logs, this.ledger, this.plan.capacity, this.findings)
  }
}
