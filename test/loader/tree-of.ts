import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Everything in a folder by its path with forward slashes: mode and hash of a file, target of a link. */
export type Tree = Readonly<Record<string, string>>

/** Reads a folder, so that two states can be compared as a whole: bytes, modes, links. */
export function treeOf(folder: string): Tree {
  const tree: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    tree[relative(folder, path).split(sep).join('/')] = stateOf(path)
  }
  return tree
}

/** The paths that differ between two states: changed, come or gone. */
export function changedPaths(before: Tree, after: Tree): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((path) => before[path] !== after[path])
    .sort()
}

function stateOf(path: string): string {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return `link to ${readlinkSync(path)}`
  const mode = (stat.mode & 0o7777).toString(8)
  return stat.isDirectory()
    ? `folder ${mode}`
    : `${mode} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`
}
