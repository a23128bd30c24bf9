import { readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import { errorCode } from '../error-code'
import { LoaderError } from '../errors'
import { type Framework, findBuiltOutput, findFramework, insteadOf } from './find-framework'
import { parseJsonText, stringOf } from './json-text'
import { isMiniProgram, nestedMiniPrograms } from './nested-mini-programs'
import { isFile, isInside } from './safe-path'

/** Where a mini-program stands. Both paths are absolute and free of symbolic links. */
export interface ProjectRoot {
  /** The folder of project.config.json. */
  project: string
  /** The folder of app.json. */
  miniprogram: string
}

interface Candidate {
  folder: string
  /** Where the folder is named, when it is named in a file. */
  source?: { file: string; key: string }
}

const configFiles = ['project.private.config.json', 'project.config.json']
const rootKeys = ['srcMiniprogramRoot', 'miniprogramRoot']
const customaryFolders = ['.', 'src', 'miniprogram']

/**
 * Finds the mini-program of the project in `cwd`: what project.private.config.json or project.config.json names
 * (`srcMiniprogramRoot`, then `miniprogramRoot`), then the folder itself, `src` and `miniprogram`, then what lies deeper.
 * Of several, `pick` chooses one by its path relative to `cwd`.
 * Throws `folder-missing`, `framework-project`, `root-outside`, `broken-json`, `not-a-mini-program`, and
 * `roots-ambiguous` when there are several, or only deeper ones, and nobody to choose.
 */
export async function findRoot(
  cwd: string,
  pick?: (folders: readonly string[]) => Promise<string>,
): Promise<ProjectRoot> {
  if (!isFolder(cwd)) throw new LoaderError('folder-missing', { path: cwd })
  const project = realpathSync(cwd)
  refuseFramework(project)
  const configured = configuredFolders(project)
  for (const candidate of configured) {
    const miniprogram = realFolder(project, candidate)
    if (miniprogram !== undefined && isFile(join(miniprogram, 'app.json'))) return found(project, miniprogram)
  }
  const customary = customaryFolders.flatMap((folder) => realFolder(project, { folder }) ?? [])
  const existing = [...new Set(customary)].filter((folder) => isFile(join(folder, 'app.json')))
  const real = existing.filter(isMiniProgram)
  if (real.length === 1 && real[0] !== undefined) return found(project, real[0])
  // A single app.json that is none will be refused with the reason.
  if (real.length === 0 && existing[0] !== undefined) return found(project, existing[0])
  const folders = (real.length > 0 ? real : nestedMiniPrograms(project)).map((folder) => namedFrom(project, folder))
  if (folders.length > 0) return choose(project, folders, pick)
  const searched = [...configured.map(({ folder }) => folder), ...customaryFolders].map((each) =>
    join(each, 'app.json'),
  )
  throw new LoaderError('not-a-mini-program', { path: project, searched: [...new Set(searched)].join(', ') })
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
  pick: ((folders: readonly string[]) => Promise<string>) | undefined,
): Promise<ProjectRoot> {
  const list = folders.map((folder) => `  ${folder}`).join('\n')
  if (!pick) throw new LoaderError('roots-ambiguous', { path: project, list })
  const chosen = await pick(folders)
  // A chosen folder may be a project with a configuration of its own.
  const folder = join(project, chosen)
  return chosen === '.' || isFile(join(folder, 'app.json')) ? found(project, folder) : findRoot(folder, pick)
}

function found(project: string, miniprogram: string): ProjectRoot {
  refuseFramework(miniprogram)
  const output = findBuiltOutput(miniprogram)
  if (output) throw new LoaderError('built-output', { path: miniprogram, ...detailsOf(output) })
  return { project, miniprogram }
}

function refuseFramework(folder: string): void {
  const framework = findFramework(folder)
  if (framework) throw new LoaderError('framework-project', detailsOf(framework))
}

function detailsOf({ name, evidence }: Framework) {
  return { framework: name, evidence, instead: insteadOf(name) }
}

function namedFrom(project: string, folder: string): string {
  return relative(project, folder).split(sep).join('/') || '.'
}

/** Other mini-programs in the customary folders of a project, relative to it. */
export function otherRoots({ project, miniprogram }: ProjectRoot): string[] {
  const folders = customaryFolders.map((folder) => join(project, folder))
  return folders
    .filter((folder) => folder !== miniprogram && isMiniProgram(folder))
    .map((each) => namedFrom(project, each))
}

/** How messages name a file of the mini-program: relative to the project, with forward slashes. */
export function nameInProject(root: ProjectRoot, path: string): string {
  return relative(root.project, join(root.miniprogram, path)).split(sep).join('/')
}

function configuredFolders(project: string): Candidate[] {
  const configs = configFiles
    .filter((file) => isFile(join(project, file)))
    .map((file) => ({
      file,
      tree: parseJsonText(readFileSync(join(project, file)), file).tree,
    }))
  return rootKeys.flatMap((key) => {
    const config = configs.find(({ tree }) => stringOf(tree, key))
    const folder = config && stringOf(config.tree, key)
    return config && folder ? [{ folder, source: { file: config.file, key } }] : []
  })
}

function realFolder(project: string, { folder, source }: Candidate): string | undefined {
  const refuse = () =>
    new LoaderError('root-outside', { file: source?.file ?? '.', key: source?.key ?? 'folder', value: folder })
  const parts = folder.split(/[/\\]+/)
  if (isAbsolute(folder) || /^[A-Za-z]:/.test(folder) || folder.startsWith('\\') || parts.includes('..')) throw refuse()
  const path = join(project, ...parts)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined
  const real = realpathSync(path)
  if (isInside(project, real)) return real
  throw refuse()
}
