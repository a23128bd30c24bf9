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
  const { sdkAppId: sdk_app_id, skillGroupId: skill_group_id } = DEMO
  const accounts = Array.from({ length: agents }, (_, i) => `bench-${i}`)
  const secret = await context.store.write('bench', async ({ db, now }) => {
    await db.updateTable('skill_groups').set({ kind: 'online', capacity: CAPACITY }).execute()
    const like = await db
      .selectFrom('accounts')
      .selectAll()
      .where('login', '=', first.account)
      .executeTakeFirstOrThrow()
    for (const login of accounts) {
      const account_id = randomUUID()
      await db
        .insertInto('accounts')
        .values({ ...like, account_id, login, staff_no: login, demo_password: 0, idle_since: now })
        .execute()
      await db.insertInto('skill_group_members').values({ skill_group_id, account_id }).execute()
    }
    const app = await db.selectFrom('apps').selectAll().where('sdk_app_id', '=', sdk_app_id).executeTakeFirstOrThrow()
    return app.openid_secret
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
