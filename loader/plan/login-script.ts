import type { Snapshot } from '../project/snapshot'
import type { Placement } from './placement'
import type { Note } from './plan'
import { bytesAt } from './read-state'

/** What the chat calls in the login script. */
const called = ['requestLogin', 'getSession'] as const

/** The functions the chat calls that a login script of the user's own does not even name. */
export function missingInLogin(snapshot: Snapshot, path: string): string[] {
  const text = bytesAt(snapshot, path)?.toString('utf8') ?? ''
  return called.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))
}

/** The note that a login script which stays in the place of ours does not have what the chat calls. */
export function incompleteOf(snapshot: Snapshot, path: string, { loginPath }: Placement): Note[] {
  const missing = path === loginPath ? missingInLogin(snapshot, path) : []
  return missing.length > 0 ? [{ kind: 'incomplete', path, missing }] : []
}
