import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, DEFAULT_LIMITS, DEMO, type Limits, writeDemoData } from '@ccc-store/server'
import { serveAsChild } from './server-child'

const CAPACITY = 50
const MANY = { points: 100_000_000, seconds: 1 }

/** Limits that count as always, and that nobody reaches. */
const RAISED: Limits = {
  ...DEFAULT_LIMITS,
  customerLoginPerAddress: MANY,
  staffLoginPerAddress: MANY,
  commandsPerCustomer: MANY,
  marksPerPerson: MANY,
  historyPerPerson: MANY,
  framesPerSocket: MANY,
}

/** Our call centre with the demo's flow, and so many agents more. */
serveAsChild(async (agents) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ccc-throughput-'))
  const centre = await createServer({
    dataDir,
    wechat: 'http://127.0.0.1:9',
    logLevel: 'error',
    limits: RAISED,
    sockets: { total: 50_000, perAddress: 50_000, strangersPerAddress: 50_000, perCustomer: 5, perAgent: 20 },
  })
  const { context, server } = centre
  const [first] = await writeDemoData(context)
  if (!first) throw new Error('the demo has no agents')
  const { sdkAppId, skillGroupId } = DEMO
  const accounts = Array.from({ length: agents }, (_, i) => `bench-${i}`)
  await centre.ask(`update skill_groups set kind = 'online', capacity = ?`, CAPACITY)
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
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  return {
    commits: () => context.store.commits,
    address: { url, secret, agents: accounts.map((account) => ({ account, password: first.password })) },
    async stop() {
      await centre.close()
      await rm(dataDir, { recursive: true })
    },
  }
})
