import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseJsonText, stringOf, valueAt } from './json-text'
import { isFile } from './safe-path'

const DEEPEST = 4
const MOST_FOLDERS = 2_000
const never = new Set(['node_modules', 'miniprogram_npm', 'cloudfunctions', 'dist', 'build', 'target', 'unpackage'])

/** Whether a folder has the app.json of a mini-program. */
export function isMiniProgram(folder: string): boolean {
  if (!isFile(join(folder, 'app.json'))) return false
  try {
    const { tree } = parseJsonText(readFileSync(join(folder, 'app.json')), 'app.json')
    return tree.type === 'object' && valueAt(tree, 'pages')?.type === 'array'
  } catch {
    return false
  }
}

/**
 * Mini-programs further down in a folder, where somebody works in a larger repository: at most four levels deep, links
 * not followed, and nothing inside a mini-program that was found. A folder whose project configuration names a root
 * counts as a whole.
 */
export function nestedMiniPrograms(folder: string): string[] {
  const found: string[] = []
  let left = MOST_FOLDERS
  const walk = (path: string, depth: number): void => {
    for (const child of foldersIn(path)) {
      left -= 1
      if (left < 0) return
      const inside = join(path, child)
      if (isMiniProgram(inside) || namesRoot(inside)) found.push(inside)
      else if (depth < DEEPEST) walk(inside, depth + 1)
    }
  }
  walk(folder, 1)
  return found
}

function namesRoot(folder: string): boolean {
  const file = 'project.config.json'
  if (!isFile(join(folder, file))) return false
  try {
    const { tree } = parseJsonText(readFileSync(join(folder, file)), file)
    const root = stringOf(tree, 'srcMiniprogramRoot') ?? stringOf(tree, 'miniprogramRoot')
    return root !== undefined && isFile(join(folder, root, 'app.json'))
  } catch {
    return false
  }
}

function foldersIn(path: string): string[] {
  let children: Dirent[]
  try {
    children = readdirSync(path, { withFileTypes: true })
  } catch {
    return []
  }
  return children
    .filter((child) => child.isDirectory() && !child.name.startsWith('.') && !never.has(child.name))
    .map(({ name }) => name)
    .sort()
}
