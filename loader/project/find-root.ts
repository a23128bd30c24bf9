import { readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import { getNodeValue } from 'jsonc-parser'
import { errorCode } from '../error-code'
import { LoaderError } from '../errors'
import { parseJsonText } from './json-text'
import { isMiniProgram, nestedMiniPrograms } from './nested-mini-programs'
import { refuseSources } from './refuse-framework'
import { isFile, isInside } from './safe-path'

/** Where a mini-program stands, and what its project is set to. Both paths are absolute and free of symbolic links. */
export interface ProjectRoot {
  /** The folder of project.config.json. */
  project: string
  /** The folder of app.json. */
  miniprogram: string
  /** What project.config.json says, with project.private.config.json over it, except of what is packed. */
  config: ProjectConfig
  /** A folder that the configuration names as the mini-program, though it has no app.json. */
  absent?: Named
  /** Other mini-programs in the customary folders, relative to the project. */
  passedOver: readonly string[]
}

export type ProjectConfig = Readonly<Record<string, unknown>>

/** A folder and where it is named. */
export interface Named {
  file: string
  key: string
  value: string
}

/** What a project is set to, in the file that its team shares. */
export const SHARED_CONFIG = 'project.config.json'
const configFiles = ['project.private.config.json', SHARED_CONFIG]
const rootKeys = ['srcMiniprogramRoot', 'miniprogramRoot']
const customaryFolders = ['.', 'src', 'miniprogram']

type Chooser = ((folders: readonly string[]) => Promise<string>) | undefined

/**
 * Finds the mini-program of the project in `cwd`: what project.private.config.json or project.config.json names
 * (`srcMiniprogramRoot`, then `miniprogramRoot`), then the folder itself, `src` and `miniprogram`, then what lies deeper.
 * Of several, `pick` chooses one by its path relative to `cwd`.
 * Throws `folder-missing`, `framework-project`, `root-outside`, `broken-json`, `not-a-mini-program`, `roots-ambiguous`
 * when there are several and nobody to choose, and `root-deeper` when there is one, further down.
 */
export async function findRoot(cwd: string, pick?: Chooser): Promise<ProjectRoot> {
  if (!isFolder(cwd)) throw new LoaderError('folder-missing', { path: cwd })
  const project = realpathSync(cwd)
  const configs = configsIn(project)
  const named = namedFolders(configs)
  const found = (miniprogram: string) => rootAt(project, miniprogram, configs, named)
  for (const each of named) {
    const miniprogram = realFolder(project, each.value, each)
    if (miniprogram !== undefined && isFile(join(miniprogram, 'app.json'))) return found(miniprogram)
  }
  const existing = customaryIn(project)
  // A single app.json that is none will be refused with the reason.
  const real = existing.length === 1 ? existing : existing.filter(isMiniProgram)
  const only = real.length > 0 ? real : existing.slice(0, 1)
  if (only.length === 1 && only[0] !== undefined) return found(only[0])
  refuseSources(project)
  const folders = (real.length > 0 ? real : nestedMiniPrograms(project)).map((folder) => namedFrom(project, folder))
  if (folders.length > 0) return choose(project, folders, pick, found)
  const searched = [...named.map(({ value }) => value), ...customaryFolders].map((each) => join(each, 'app.json'))
  throw new LoaderError('not-a-mini-program', { path: project, searched: [...new Set(searched)].join(', ') })
}

function rootAt(
  project: string,
  miniprogram: string,
  configs: readonly Config[],
  named: readonly Named[],
): ProjectRoot {
  const shared = configs.find(({ file }) => file === SHARED_CONFIG)?.value
  const config = {
    ...Object.assign({}, ...configs.map(({ value }) => value).toReversed()),
    packOptions: shared?.packOptions,
  }
  const at = named.findIndex((each) => realFolder(project, each.value, each) === miniprogram)
  const [absent] = at < 0 ? named : named.slice(0, at)
  const others = customaryIn(project).filter((folder) => folder !== miniprogram && isMiniProgram(folder))
  const passedOver = others.map((each) => namedFrom(project, each))
  return { project, miniprogram, config, ...(absent ? { absent } : {}), passedOver }
}

// A name that no system takes (too long, with a NUL) is no folder either.
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    if (errorCode(error) === 'EACCES') throw error
    return false
  }
}

async function choose(
  project: string,
  folders: readonly string[],
  pick: Chooser,
  found: (miniprogram: string) => ProjectRoot,
): Promise<ProjectRoot> {
  const list = folders.map((folder) => `  ${folder}`).join('\n')
  if (!pick) throw new LoaderError(folders.length > 1 ? 'roots-ambiguous' : 'root-deeper', { path: project, list })
  const chosen = await pick(folders)
  // A chosen folder may be a project with a configuration of its own.
  const folder = join(project, chosen)
  return chosen === '.' || isFile(join(folder, 'app.json'))
    ? { ...found(folder), passedOver: [] }
    : findRoot(folder, pick)
}

function namedFrom(project: string, folder: string): string {
  return relative(project, folder).split(sep).join('/') || '.'
}

/** How messages name a file of the mini-program: relative to the project, with forward slashes. */
export function nameInProject(root: { project: string; miniprogram: string }, path: string): string {
  return relative(root.project, join(root.miniprogram, path)).split(sep).join('/')
}

interface Config {
  file: string
  value: ProjectConfig
}

/** The project configurations there are, the private one first. */
function configsIn(project: string): Config[] {
  return configFiles
    .filter((file) => isFile(join(project, file)))
    .map((file) => {
      const value: unknown = getNodeValue(parseJsonText(readFileSync(join(project, file)), file).tree)
      return { file, value: typeof value === 'object' && value !== null ? { ...value } : {} }
    })
}

/** The folders that the configurations name as the mini-program, in the order in which they are looked for. */
function namedFolders(configs: readonly Config[]): Named[] {
  return rootKeys.flatMap((key) => {
    const named = configs.flatMap(({ file, value: config }): Named[] => {
      const value = config[key]
      return typeof value === 'string' && value !== '' ? [{ file, key, value }] : []
    })
    return named.slice(0, 1)
  })
}

function customaryIn(project: string): string[] {
  const folders = customaryFolders.flatMap((folder) => realFolder(project, folder) ?? [])
  return [...new Set(folders)].filter((folder) => isFile(join(folder, 'app.json')))
}

function realFolder(project: string, folder: string, named?: Named): string | undefined {
  const refuse = () =>
    new LoaderError('root-outside', { file: named?.file ?? '.', key: named?.key ?? 'folder', value: folder })
  const parts = folder.split(/[/\\]+/)
  if (isAbsolute(folder) || /^[A-Za-z]:/.test(folder) || folder.startsWith('\\') || parts.includes('..')) throw refuse()
  const path = join(project, ...parts)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined
  const real = realpathSync(path)
  if (isInside(project, real)) return real
  throw refuse()
}
