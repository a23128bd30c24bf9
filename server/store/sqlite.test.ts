import { CccError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { databaseClass, forKysely, openSqlite } from './sqlite'

describe('the SQLite that is used', () => {
  test('is the first that can be loaded', () => {
    const Database = databaseClass(['no-such-sqlite', '@photostructure/sqlite'])
    const sqlite = new Database(':memory:')
    expect(sqlite.prepare('select 1 as one').get()).toMatchObject({ one: 1 })
    sqlite.close()
  })
  test('is asked for by name, with the machine and what to do, when there is none', () => {
    const open = () => databaseClass(['no-such-sqlite'])
    expect(open).toThrow(CccError)
    expect(open).toThrow(/no-such-sqlite.*Node 24/)
  })
  test('loads on this machine without an install script', () => {
    expect(require('../../package.json').allowScripts).toMatchObject({ '@photostructure/sqlite': false })
    expect(() => databaseClass(['@photostructure/sqlite'])).not.toThrow()
  })
})

test('a statement tells Kysely whether it gives rows', () => {
  const sqlite = openSqlite(':memory:')
  const database = forKysely(sqlite)
  expect(database.prepare('create table t (a)').reader).toBe(false)
  sqlite.exec('create table t (a)')
  expect(database.prepare('insert into t values (?)').reader).toBe(false)
  expect(database.prepare('insert into t values (?)').run([1])).toMatchObject({ changes: 1 })
  expect(database.prepare('insert into t values (2) returning a').reader).toBe(true)
  expect(database.prepare('select a from t where a >= ?').all([1])).toMatchObject([{ a: 1 }])
  expect([...database.prepare('select a from t').iterate([])]).toHaveLength(1)
  sqlite.close()
})
