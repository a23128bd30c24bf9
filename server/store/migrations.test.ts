import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { customerView } from '../app/conversation/customer-view'
import { QueuePaces } from '../app/routing/queue-paces'
import { systemClock } from '../clock'
import { MIGRATIONS } from './migrations'
import { openDatabase } from './open-database'
import { closeSqlite, openSqlite } from './sqlite'
import { SqliteStore } from './sqlite/sqlite-store'
import { scopes } from './store'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ccc-migrations-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const open = () => new SqliteStore(openDatabase(dataDir), systemClock, { committed: () => {} })

/** A data folder as the first version wrote it: one customer, whose session was closed. */
function firstVersion(): void {
  const sqlite = openSqlite(join(dataDir, 'ccc-store.sqlite'))
  sqlite.exec(MIGRATIONS[0] ?? '')
  sqlite.exec('pragma user_version = 1')
  sqlite.exec(`
    insert into apps values (1, 'shop', 'secret', 30);
    insert into accounts values
      ('demo-agent1', 1, 'agent', 'agent1', 'the hash of demo-1234', '客服小云', '1001', 'offline', 0),
      ('a1', 1, 'agent', 'xiaolin', 'a hash', '小林', '1003', 'offline', 0);
    insert into customers values ('c1', 1, 'openid', null, '周周', null, 1000);
    insert into conversations values ('v1', 1, 'c1', 'e1', 2);
    insert into sessions values ('s1', 'v1', 1, '{"nodes":[]}', 'closed', '{"at":"ended"}', null, null, null, '[]', null,
      1, 2, 1000, 2000, 'flow_ended');
    insert into entries values ('v1', 1, 's1', 1000, '{"role":"customer"}', '{"kind":"text","text":"hi"}', 'm1');
    insert into entries values ('v1', 2, 's1', 1000, '{"role":"system"}', '{"kind":"text","text":"hello"}', null);
  `)
  sqlite.close()
}

test('a data folder of a newer version is refused, and left as it is', () => {
  const file = join(dataDir, 'ccc-store.sqlite')
  const newer = openSqlite(file)
  newer.exec('pragma user_version = 9999')
  newer.close()
  expect(() => openDatabase(dataDir)).toThrow(/9999/)
  const again = openSqlite(file)
  expect(again.prepare('select count(*) as tables from sqlite_schema').get()).toMatchObject({ tables: 0 })
  closeSqlite(again)
})

describe('a data folder of the first version', () => {
  test('is read by this one, and nothing said before counts as unread', async () => {
    firstVersion()
    const store = open()
    try {
      const view = await customerView({ store, queuePaces: new QueuePaces(store) }, 'v1', 0, 50)
      expect(view.entries.map(({ body }) => body)).toEqual([
        { kind: 'text', text: 'hi' },
        { kind: 'text', text: 'hello' },
      ])
      expect(view.state).toEqual({
        phase: 'closed',
        sessionId: 's1',
        closeReason: 'flow_ended',
        unread: 0,
        readByAgent: 0,
      })
    } finally {
      await store.close()
    }
  })

  test('loses the passwords that were the same in every demo, and no other', async () => {
    firstVersion()
    const store = open()
    try {
      expect(await store.write(scopes.server, ({ accounts }) => accounts.takeDemoPasswords())).toEqual(['demo-agent1'])
      const left = await store.ask('select login, password_hash from accounts order by login')
      expect(left).toEqual([
        { login: 'agent1', password_hash: '' },
        { login: 'xiaolin', password_hash: 'a hash' },
      ])
    } finally {
      await store.close()
    }
  })
})
