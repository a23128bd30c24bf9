import { randomBytes } from 'node:crypto'
import type { Tx } from './store'

/** A random secret of 256 bits by its name, made when it is first asked for. */
export async function secretOf(tx: Tx, name: string): Promise<string> {
  const known = await tx.db.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirst()
  if (known) return known.value
  const value = randomBytes(32).toString('base64url')
  await tx.db.insertInto('secrets').values({ name, value }).execute()
  return value
}
