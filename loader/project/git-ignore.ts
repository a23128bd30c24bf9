import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { dirname as folderOf } from 'node:path/posix'

/** Files that git leaves out of every clone, and what mends it. */
export interface GitIgnored {
  /** As they were given. */
  paths: readonly string[]
  /** Lines to append to a .gitignore, by its absolute path. */
  remedies: readonly { file: string; lines: readonly string[] }[]
}

const MARK = 'app.json'

/**
 * Which files of a mini-program git ignores, by whatever rule: those that git has already do not count. `paths` are relative to
 * `folder`, with forward slashes; `own` are folders that hold nothing else. Undefined when git ignores none of them, or
 * there is no git here.
 */
export function ignoredByGit(
  folder: string,
  paths: readonly string[],
  own: readonly string[],
  program = 'git',
): GitIgnored | undefined {
  if (!isInRepository(folder)) return undefined
  const folders = [...new Set(paths.flatMap(foldersAbove))].map((each) => `${each}/`)
  // a folder with tracked files in it is not ignored for git, but new files in it are
  const rules = new Map([
    ...rulesFor(folder, folders, program, ['--no-index']),
    ...rulesFor(folder, [MARK, ...paths], program),
  ])
  const ignored = paths.filter((path) => rules.has(path))
  // Where the mini-program itself is in no clone, nothing of ours has to be.
  if (ignored.length === 0 || rules.has(MARK)) return undefined
  const top = git(folder, ['rev-parse', '--show-toplevel'], program)?.trim() ?? folder
  const home = homeLines(folder, top, program)
  const byFile = new Map<string, Set<string>>()
  for (const path of ignored) {
    const file = ruleFileOf(rules.get(path) ?? '', top)
    const lines = byFile.get(file) ?? new Set()
    byFile.set(file, lines)
    const wanted = [...home, ...linesFor(path, own, (each) => rules.has(each))]
    for (const { sign, path: target, end } of wanted) {
      const way = relative(dirname(file), join(folder, target)).split(sep).join('/')
      // A .gitignore further down has nothing to say of the folders above it.
      if (way !== '' && !way.startsWith('..')) lines.add(`${sign}/${literally(way)}${end}`)
    }
  }
  return { paths: ignored, remedies: [...byFile].map(([file, lines]) => ({ file, lines: [...lines] })) }
}

/** Whether git ignores a whole mini-program, as it does what is built anew every time. */
export function isLeftOutOfGit(miniprogram: string, program = 'git'): boolean {
  return isInRepository(miniprogram) && rulesFor(miniprogram, [MARK], program).has(MARK)
}

interface Line {
  sign: '!' | ''
  path: string
  end: '' | '/' | '/*' | '/**'
}

/** The lines that open the folders in which the mini-program itself stands, where git ignores what is new in them. */
function homeLines(folder: string, top: string, program: string): Line[] {
  const way = relative(top, folder).split(sep).join('/')
  const folders = way === '' ? [] : [...foldersAbove(way), way]
  const rules = rulesFor(
    top,
    folders.map((each) => `${each}/`),
    program,
    ['--no-index'],
  )
  return opening(
    folders.filter((each) => rules.has(`${each}/`)).map((each) => relative(folder, join(top, each)) || '.'),
  )
}

/** What git ignores as a folder has to be brought back first, and without its contents. */
const opening = (folders: readonly string[]): Line[] =>
  folders.flatMap((path): Line[] => [
    { sign: '!', path, end: '/' },
    { sign: '', path, end: '/*' },
  ])

/** A path as a pattern that means it alone. */
const literally = (path: string): string =>
  path.replace(/[\\*?[]/g, '\\$&').replace(/ +$/, (spaces) => spaces.replaceAll(' ', '\\ '))

/** The lines that bring a path back. */
function linesFor(path: string, own: readonly string[], isIgnored: (path: string) => boolean): Line[] {
  const home = own.find((each) => path.startsWith(`${each}/`))
  const above = foldersAbove(home ?? path).filter((each) => isIgnored(`${each}/`))
  const opened = opening(above)
  if (home === undefined) return [...opened, { sign: '!', path, end: '' }]
  return [...opened, { sign: '!', path: home, end: '/' }, { sign: '!', path: home, end: '/**' }]
}

/** The deciding rule's file for every ignored path, as git names it. */
function rulesFor(
  folder: string,
  paths: readonly string[],
  program: string,
  options: readonly string[] = [],
): Map<string, string> {
  const out = git(folder, ['check-ignore', ...options, '--verbose', '-z', '--stdin'], program, paths.join('\0')) ?? ''
  const fields = out.split('\0')
  const rules = new Map<string, string>()
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [file = '', , pattern = '', path = ''] = fields.slice(at, at + 4)
    if (!pattern.startsWith('!')) rules.set(path, file)
  }
  return rules
}

/** The .gitignore to append to: the one with the rule; for a rule kept elsewhere, that of the whole repository. */
function ruleFileOf(file: string, top: string): string {
  const path = join(top, file)
  return basename(file) === '.gitignore' && existsSync(path) ? path : join(top, '.gitignore')
}

// `check-ignore` ends with 1 when it finds nothing.
function git(folder: string, args: readonly string[], program: string, input = ''): string | undefined {
  const safe = ['-c', 'core.fsmonitor=false', ...args]
  const { status, stdout } = spawnSync(program, safe, { cwd: folder, input, encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}

/** Whether a folder is in a repository; git itself is slower to say so. */
function isInRepository(folder: string): boolean {
  return existsSync(join(folder, '.git')) || (dirname(folder) !== folder && isInRepository(dirname(folder)))
}

function foldersAbove(path: string): string[] {
  const folder = folderOf(path)
  return folder === '.' ? [] : [...foldersAbove(folder), folder]
}
