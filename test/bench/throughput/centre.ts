import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type CallCentre,
  type Clock,
  createServer,
  DEFAULT_LIMITS,
  DEMO,
  type Limits,
  systemClock,
  writeDemoData,
} from '@ccc-store/server'
import { type ServerAddress, type StartRequest, serveAsChild } from './server-child'
import { writeHistory } from './write-history'

const CAPACITY = 50
const MANY = { points: 100_000_000, seconds: 1 }

/** Limits that count as always, and that nobody reaches. */
const RAISED: Limits = {
  ...DEFAULT_LIMITS,
  customerLoginPerAddress: MANY,
  staffLoginPerAddress: MANY,
  commandsPerCustomer: MANY,
  bytesPerCustomer: { points: 1e12, seconds: 86_400 },
  bytesPerAgent: { points: 1e12, seconds: 86_400 },
  marksPerPerson: MANY,
  historyPerPerson: MANY,
  framesPerSocket: MANY,
}

/** Nothing beats by it. */
const STILL: Clock = { now: () => systemClock.now(), at: () => () => {} }

/** Our call centre with the demo's flow, and so many agents more. */
serveAsChild(async (request) => {
  const dataDir = request.dataDir ?? (await mkdtemp(join(tmpdir(), 'ccc-throughput-')))
  const centre = await createServer({
    dataDir,
    wechat: 'http://127.0.0.1:9',
    logLevel: 'error',
    limits: RAISED,
    sockets: { total: 50_000, perAddress: 50_000, strangersPerAddress: 50_000, perCustomer: 5, perAgent: 20 },
    ...(request.isStill && { heartbeatClock: STILL }),
  })
  const address = await furnish(centre, request)
  if (request.history) await writeHistory(centre.context.store, request.history)
  return {
    commits: () => centre.context.store.commits,
    address: { ...address, url: await centre.server.listen({ host: '127.0.0.1', port: 0 }) },
    async stop() {
      await centre.close()
      if (request.dataDir === undefined) await rm(dataDir, { recursive: true })
    },
  }
})

/** Writes the demo and the agents, who all have the password of the demo's first one. */
async function furnish({ context, ask }: CallCentre, { agents, capacity = CAPACITY }: StartRequest) {
  const [first] = await writeDemoData(context)
  if (!first) throw new Error('the demo has no agents')
  const { sdkAppId, skillGroupId } = DEMO
  // of this start alone: the folder may have been used before
  const accounts = Array.from({ length: agents }, (_, i) => `bench-${process.pid}-${i}`)
  await ask(`update skill_groups set kind = 'online', capacity = ?`, capacity)
  const secret = await context.store.write('bench', async (tx) => {
    const like = await tx.accounts.findByLogin('agent', first.account)
    for (const login of accounts) {
      if (!like) break
      const accountId = randomUUID()
      await tx.accounts.add({ ...like, accountId, login, staffNo: login })
      await tx.apps.addMember(skillGroupId, accountId)
    }
    return (await tx.apps.find(sdkAppId))?.openidSecret ?? ''
  })
  return {
    secret,
    agents: accounts.map((account) => ({ account, password: first.password })),
  } satisfies Partial<ServerAddress>
}
