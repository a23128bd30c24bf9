import type { Outcome } from '../apply/settle'
import type { Change, Note, Plan } from '../plan/plan'
import type { ProjectState } from '../plan/project-state'
import type { Named } from '../project/find-root'
import { diffOf } from './unified-diff'

/** What a command did, or in a dry run would do. Paths are relative to the project, with forward slashes. */
export interface Report {
  /** The mini-program root, absolute. */
  root: string
  created: readonly string[]
  modified: readonly string[]
  deleted: readonly string[]
  /** Files that the user has edited since an earlier installation, left as they are. */
  kept: readonly string[]
  /** Everything else that has to be known about a file, `kept` included. */
  notes: readonly Note[]
  dryRun: boolean
  /** An earlier run that had been stopped was finished, or taken back, before this one began. */
  recovered?: Outcome
  /** Files that had changed since that earlier run was stopped: they are as they were found. */
  leftAsFound?: readonly string[]
  /** A folder that the configuration names as the mini-program, though it has no app.json. */
  absent?: Named
  /** Other mini-programs that were found, and passed over. */
  passedOver?: readonly string[]
  /** The plan as a unified diff, when it was asked for. */
  diff?: string
}

/** Reports a plan. */
export async function reportOf(
  { files, recovered, root }: ProjectState,
  plan: Plan,
  { dryRun, diff }: { dryRun: boolean; diff: boolean },
): Promise<Report> {
  const { name } = files
  const pathsOf = (...kinds: Change['kind'][]) =>
    plan.changes.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => name(path))
  const notes = plan.notes.map(({ beside, ...note }) => ({
    ...note,
    path: name(note.path),
    ...(beside === undefined ? {} : { beside: name(beside) }),
  }))
  return {
    root: root.miniprogram,
    created: pathsOf('create'),
    modified: pathsOf('replace', 'splice'),
    deleted: pathsOf('delete'),
    kept: notes.filter(({ kind }) => kind === 'kept').map(({ path }) => path),
    notes,
    dryRun,
    ...(recovered === undefined ? {} : { recovered: recovered.outcome }),
    ...(recovered && recovered.left.length > 0 ? { leftAsFound: recovered.left.map(name) } : {}),
    ...(root.absent ? { absent: root.absent } : {}),
    ...(root.passedOver.length > 0 ? { passedOver: root.passedOver } : {}),
    ...(diff ? { diff: await diffOf(plan, files) } : {}),
  }
}
