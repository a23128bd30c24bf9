import { join } from 'node:path'
import { closeSqlite, openSqlite } from '../../server/store/sqlite'

/**
 * Gives the demo of a stopped server more agents, with the password that its first agent has now, its skill group a
 * capacity, and its offers little time.
 * @returns their accounts
 */
export function addAgents(
  dataDir: string,
  { count, capacity, ringSeconds }: { count: number; capacity: number; ringSeconds: number },
): string[] {
  const database = openSqlite(join(dataDir, 'ccc-store.sqlite'))
  database.prepare(`update skill_groups set kind = 'online', capacity = ?`).run(capacity)
  database.prepare('update apps set ring_seconds = ?').run(ringSeconds)
  const accounts = Array.from({ length: count }, (_, i) => `crowd-${i}`)
  for (const [i, account] of accounts.entries()) {
    database.exec(`create temp table one as select * from accounts where login = 'agent1'`)
    database
      .prepare(`update one set account_id = ?, login = ?, staff_no = ?, demo_password = 0`)
      .run(account, account, String(2_000 + i))
    database.exec('insert into accounts select * from one')
    database.exec('drop table one')
    database.prepare(`insert into skill_group_members select skill_group_id, ? from skill_groups`).run(account)
  }
  closeSqlite(database)
  return accounts
}
