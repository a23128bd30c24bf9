import type { ProjectFiles } from '../project/project-files'
import type { Placement } from './placement'
import type { Note } from './plan'

/** What the chat calls in the login script. */
const called = ['requestLogin', 'getSession'] as const

/** The functions the chat calls that a login script of the user's own does not even name. */
export function missingInLogin(project: ProjectFiles, path: string): string[] {
  const text = project.bytes(path)?.toString('utf8') ?? ''
  return called.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))
}

/** The note that a login script which stays in the place of ours does not have what the chat calls. */
export function incompleteOf(project: ProjectFiles, path: string, { loginPath }: Placement): Note[] {
  const missing = path === loginPath ? missingInLogin(project, path) : []
  return missing.length > 0 ? [{ kind: 'incomplete', path, missing }] : []
}
