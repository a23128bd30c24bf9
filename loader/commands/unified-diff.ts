import { applySplice, type Change, type Plan } from '../plan/plan'
import type { ProjectFiles } from '../project/project-files'

const CONTEXT = 3

type Hunks = (before: string, after: string) => string

/** A plan as a unified diff, with the names `git apply` expects; binary files are named only. */
export async function diffOf(plan: Plan, project: ProjectFiles): Promise<string> {
  // Loaded only when a diff is asked for.
  const { createTwoFilesPatch, OMIT_HEADERS } = await import('diff')
  const options = { context: CONTEXT, headerOptions: OMIT_HEADERS }
  const hunksOf: Hunks = (before, after) => createTwoFilesPatch('', '', before, after, undefined, undefined, options)
  return plan.changes.map((change) => diffOfChange(change, project, hunksOf)).join('')
}

function diffOfChange(change: Change, project: ProjectFiles, hunksOf: Hunks): string {
  const name = project.name(change.path)
  const before = change.kind === 'create' ? undefined : (project.bytes(change.path) ?? Buffer.alloc(0))
  const after = bytesAfter(change, before)
  const from = before ? `a/${name}` : '/dev/null'
  const to = after ? `b/${name}` : '/dev/null'
  const texts = [before, after].map((bytes) => (bytes ? textOf(bytes) : ''))
  const [old, now] = texts
  if (old === undefined || now === undefined) return `Binary files ${from} and ${to} differ\n`
  // The header is ours: the library writes names that are not ASCII as octal numbers.
  return `--- ${from}\n+++ ${to}\n${hunksOf(old, now).replace(/\n+$/, '\n')}`
}

function bytesAfter(change: Change, before: Buffer | undefined): Buffer | undefined {
  if (change.kind === 'delete') return undefined
  return change.kind === 'splice' ? applySplice(before ?? Buffer.alloc(0), change.splice) : change.bytes
}

function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8')
  return bytes.includes(0) || !Buffer.from(text).equals(bytes) ? undefined : text
}
