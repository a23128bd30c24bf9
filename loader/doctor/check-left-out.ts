import type { HiddenFromGit } from '../plan/hidden-from-git'
import { type Finding, finding } from './finding'

/** Whether git leaves out of a clone what is installed. */
export function checkGit(hidden: HiddenFromGit | undefined): Finding[] {
  if (!hidden) return []
  const { paths, remedies } = hidden
  const details = { count: String(paths.length), example: paths[0] ?? '' }
  return remedies.map(({ file, lines }) => finding('ignored-by-git', { ...details, file }, lines))
}
