import { spawnSync } from 'node:child_process'
import { errorCode } from '../error-code'

/** What became of `git init`: done, no git on this machine, or git's own words of failure. */
export type GitOutcome = { kind: 'done' } | { kind: 'missing' } | { kind: 'failed'; reason: string }

/** Makes a repository of a folder, without a shell. It never throws: a project without a repository is whole too. */
export function initGit(folder: string, program = 'git'): GitOutcome {
  const { error, status, stderr } = spawnSync(program, ['init', '--quiet'], { cwd: folder, encoding: 'utf8' })
  if (error) return errorCode(error) === 'ENOENT' ? { kind: 'missing' } : { kind: 'failed', reason: error.message }
  return status === 0 ? { kind: 'done' } : { kind: 'failed', reason: stderr.trim() }
}
