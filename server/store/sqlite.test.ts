import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { temporaryFolder } from '../../test/temporary-folder'
import { closeSqlite, databaseClass } from './sqlite'

/** What this Node has of the two. */
const modules = isBuiltin('node:sqlite') ? ['node:sqlite', '@photostructure/sqlite'] : ['@photostructure/sqlite']

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

describe('a database that is closed', () => {
  test.each(modules)('is let go of at once by %s, although statements of it still live', (name) => {
    const path = join(temporaryFolder(), 'a.sqlite')
    const open = () => {
      const sqlite = new (databaseClass([name]))(path, { timeout: 0 })
      sqlite.exec('pragma locking_mode = EXCLUSIVE; pragma journal_mode = WAL; create table if not exists t (a)')
      return sqlite
    }
    const first = open()
    const statement = first.prepare('insert into t values (?)')
    statement.run(1)
    expect(open).toThrow('locked')
    closeSqlite(first)
    const second = open()
    expect(second.prepare('select a from t').all()).toMatchObject([{ a: 1 }])
    closeSqlite(second)
    expect(() => statement.run(2)).toThrow()
  })
})
