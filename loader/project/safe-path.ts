import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import { errorCode } from '../error-code'
import { LoaderError } from '../errors'

/** What stands at a path, links not followed; undefined also where a folder on the way is a file. */
export function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** Whether there is a file at a path, links followed. What only looks like one, such as a pipe, could be waited for forever. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Whether a path read from a file is a plain relative one that cannot leave the folder it is joined to. */
export function isPlainRelative(path: string): boolean {
  if (path === '' || path.startsWith('/') || /[\\\0:]/.test(path)) return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/**
 * Whether a path (relative, forward slashes) leads where nothing is ever written, whoever asks: version control, installed
 * packages, and files or folders that begin with a dot, which belong to other tools. Ours are the exception.
 */
export function isForbidden(path: string): boolean {
  return path
    .toLowerCase()
    .split('/')
    .some((part) => (part.startsWith('.') && !part.startsWith('.ccc-store')) || packageFolders.includes(part))
}

const packageFolders = ['node_modules', 'miniprogram_npm']

/** Whether `path` is `root` or lies in it; both absolute and free of symbolic links. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

/**
 * The absolute path behind `path` (relative to `root`, forward slashes), with the symbolic links on its way followed.
 * What does not exist yet is appended to its deepest existing folder.
 * Throws `path-unsafe` when a link leads out of `root` or nowhere.
 */
export function resolveInside(root: string, path: string): string {
  if (!isPlainRelative(path)) throw new LoaderError('path-unsafe', { path })
  let real = root
  for (const part of path.split('/')) {
    const next = join(real, part)
    real = statOf(next)?.isSymbolicLink() ? follow(next, path) : next
    if (!isInside(root, real)) throw new LoaderError('path-unsafe', { path })
  }
  return real
}

function follow(link: string, path: string): string {
  try {
    return realpathSync(link)
  } catch {
    throw new LoaderError('path-unsafe', { path })
  }
}
