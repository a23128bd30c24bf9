import { randomBytes } from 'node:crypto'
import type { Tx } from './writer'

/** Remembers something by its name, or forgets it. */
export async function setMark(tx: Tx, name: string, isSet: boolean): Promise<void> {
  if (isSet) {
    const row = { name, value: 'set' }
    await tx.db
      .insertInto('secrets')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  } else await tx.db.deleteFrom('secrets').where('name', '=', name).execute()
}

export async function hasMark(tx: Tx, name: string): Promise<boolean> {
  return (await tx.db.selectFrom('secrets').select('name').where('name', '=', name).executeTakeFirst()) !== undefined
}

/** A random secret of 256 bits by its name, made when it is first asked for. */
export async function secretOf(tx: Tx, name: string): Promise<string> {
  const known = await tx.db.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirst()
  if (known) return known.value
  const value = randomBytes(32).toString('base64url')
  await tx.db.insertInto('secrets').values({ name, value }).execute()
  return value
}
