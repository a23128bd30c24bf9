import type { Kysely } from 'kysely'
import type { Tables } from './tables'

/** The next number of an ever-rising count, beginning at 1. */
export async function nextCount(db: Kysely<Tables>, name: string): Promise<number> {
  const { value } = await db
    .insertInto('counters')
    .values({ name, value: 1 })
    .onConflict((c) => c.column('name').doUpdateSet((e) => ({ value: e('counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow()
  return value
}
