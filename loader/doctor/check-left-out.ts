import type { AllLeftOut, LeftOut } from '../plan/left-out'
import { type Finding, type FindingCode, finding } from './finding'

/** Whether what is installed gets into every clone, and into the upload. */
export function checkLeftOut({ hidden, notUploaded }: AllLeftOut): Finding[] {
  return [...findingsOf('not-uploaded', notUploaded), ...findingsOf('ignored-by-git', hidden)]
}

function findingsOf(code: FindingCode, leftOut: LeftOut | undefined): Finding[] {
  if (!leftOut) return []
  const { paths, remedies } = leftOut
  const details = { count: String(paths.length), example: paths[0] ?? '' }
  return remedies.map(({ file, lines }) => finding(code, { ...details, file }, lines))
}
