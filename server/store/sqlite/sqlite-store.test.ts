import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { systemClock } from '../../clock'
import { IN_MEMORY, openDatabase } from '../open-database'
import { scopes } from '../store'
import { SqliteStore } from './sqlite-store'

let commits: ReadonlySet<string>[]
let store: SqliteStore

beforeEach(() => {
  commits = []
  store = new SqliteStore(openDatabase(IN_MEMORY), systemClock, { committed: (topics) => commits.push(topics) })
})
afterEach(() => store.close())

const count = (topic?: string) =>
  store.write(scopes.server, async (tx) => {
    if (topic) tx.hint(topic)
    return tx.apps.nextCount('n')
  })
const stored = async () => {
  const rows = await store.ask<{ value: number }>('select value from counters')
  return rows[0]?.value ?? 0
}

describe('a commit', () => {
  test('is shared by all that one turn of the loop brought, in order', async () => {
    expect(await Promise.all([count('first'), count('a'), count('b'), count('a')])).toEqual([1, 2, 3, 4])
    expect(commits.map((topics) => [...topics])).toEqual([['first', 'a', 'b']])
  })

  test('leaves out a use case that throws, and that one alone', async () => {
    const failing = store.write(scopes.server, async (tx) => {
      await tx.apps.nextCount('n')
      tx.hint('never')
      throw new Error('no')
    })
    const others = Promise.all([count('yes'), count('yes')])
    await expect(failing).rejects.toThrow('no')
    await others
    expect(await stored()).toBe(2)
    expect(commits.map((topics) => [...topics])).toEqual([['yes']])
  })

  test('P1 comes before anybody is told of success, and all are told of one that failed', async () => {
    await count()
    await store.ask('pragma max_page_count = 1')
    const large = store.write(scopes.server, ({ apps }) =>
      apps.add({ sdkAppId: 1, name: 'x'.repeat(1e6), openidSecret: '', ringSeconds: null }),
    )
    const results = await Promise.allSettled([large, count()])
    // the one that shared the commit too: the database took back both
    const full = { status: 'rejected', reason: { message: 'database or disk is full' } }
    expect(results).toMatchObject([full, full])
    await store.ask('pragma max_page_count = 1000000')
    const before = await stored()
    expect(await count()).toBe(before + 1)
  })

  test('P1 that fails at its last step leaves nothing: nobody is told of success, and the memory knows nothing of it', async () => {
    await store.close()
    const database = openDatabase(IN_MEMORY)
    let isBroken = false
    const sqlite = new Proxy(database.sqlite, {
      get(real, name) {
        if (name !== 'prepare') return Reflect.get(real, name)
        return (text: string) => {
          const statement = real.prepare(text)
          if (text !== 'commit') return statement
          return {
            run: () => {
              if (isBroken) throw new Error('the disk is gone')
              return statement.run()
            },
          }
        }
      },
    })
    const events = { committed: (topics: ReadonlySet<string>) => commits.push(topics) }
    store = new SqliteStore({ ...database, sqlite }, systemClock, events)
    const logIn = () =>
      store.write(scopes.server, async (tx) => {
        tx.hint('somebody')
        await tx.apps.add({ sdkAppId: 1, name: 'shop', openidSecret: '', ringSeconds: null })
        const customer = { customerId: 'c1', sdkAppId: 1, name: null, avatarUrl: null, isBlocked: false }
        await tx.customers.add(customer, [], { conversationId: 'v1', epoch: 'e' })
        return tx.conversations.get('v1')
      })
    const find = () => store.read(({ conversations }) => conversations.get('v1'))
    isBroken = true
    const results = await Promise.allSettled([logIn(), count()])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(find()).rejects.toThrow('no conversation')
    expect([commits, await stored()]).toEqual([[], 0])
    isBroken = false
    expect(await logIn()).toMatchObject({ head: 0 })
    expect(await find()).toMatchObject({ epoch: 'e' })
  })

  test('is waited for by what reads', async () => {
    let begin = () => {}
    const begun = new Promise<void>((resolve) => (begin = resolve))
    const writing = store.write(scopes.server, (tx) => {
      begin()
      return tx.apps.nextCount('n')
    })
    await begun
    expect(await stored()).toBe(1)
    await writing
  })
})

test('P9 who comes back while commits follow one another is let in by several of them at a time', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  let isBusy = true
  const busy = (async () => {
    while (isBusy) await count()
  })()
  const before = store.commits
  const sockets = Array.from({ length: 64 }, () => connect(port, '127.0.0.1').resume())
  await Promise.all(sockets.map((socket) => once(socket, 'close')))
  isBusy = false
  await busy
  server.close()
  expect(store.commits - before).toBeLessThan(48)
})

test('idle resolves when all is written', async () => {
  void count()
  void count()
  await store.idle()
  expect(await stored()).toBe(2)
})
