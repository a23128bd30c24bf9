import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { systemClock } from '../clock'
import { nextCount } from './counters'
import { type Database, IN_MEMORY, openDatabase } from './open-database'
import { Writer } from './writer'

let database: Database
let commits: ReadonlySet<string>[]
let writer: Writer

beforeEach(() => {
  database = openDatabase(IN_MEMORY)
  commits = []
  writer = new Writer(database, systemClock, { committed: (topics) => commits.push(topics) })
})
afterEach(() => database.destroy())

const count = (topic?: string) =>
  writer.write(async (tx) => {
    if (topic) tx.hint(topic)
    return nextCount(tx.db, 'n')
  })
const stored = async () => (await database.selectFrom('counters').selectAll().execute())[0]?.value ?? 0

describe('the writer', () => {
  test('what comes while a commit is under way shares the next one, in order', async () => {
    const results = await Promise.all([count('first'), count('a'), count('b'), count('a')])
    expect(results).toEqual([1, 2, 3, 4])
    expect(commits.map((topics) => [...topics])).toEqual([['first'], ['a', 'b']])
  })

  test('a use case that throws is undone alone', async () => {
    const failing = writer.write(async (tx) => {
      await nextCount(tx.db, 'n')
      tx.hint('never')
      throw new Error('no')
    })
    const others = Promise.all([count('yes'), count('yes')])
    await expect(failing).rejects.toThrow('no')
    await others
    expect(await stored()).toBe(2)
    expect(commits.map((topics) => [...topics])).toEqual([['yes']])
  })

  test('P1 nobody is told of success before the commit, and all are told of a commit that failed', async () => {
    const jobs = [count(), count()].map((job) => job.then(() => 'acknowledged').catch(() => 'refused'))
    await database.destroy()
    expect(await Promise.all(jobs)).toEqual(['refused', 'refused'])
  })

  test('a full disk is named as the cause, refuses what shared the commit, and is over when there is room again', async () => {
    await count()
    await sql`pragma max_page_count = 1`.execute(database)
    const large = writer.write((tx) =>
      tx.db
        .insertInto('secrets')
        .values({ name: 'x', value: 'x'.repeat(1e6) })
        .execute(),
    )
    const results = await Promise.allSettled([large, count()])
    expect(results[0]).toMatchObject({ status: 'rejected', reason: { message: 'database or disk is full' } })
    await sql`pragma max_page_count = 1000000`.execute(database)
    const before = await stored()
    expect(await count()).toBe(before + 1)
  })

  test('idle resolves when all is written', async () => {
    void count()
    void count()
    await writer.idle()
    expect(await stored()).toBe(2)
  })
})
