import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import { LoaderError } from '../errors'
import { findFramework } from './find-framework'
import { parseJsonText, stringOf } from './json-text'
import { isInside } from './safe-path'

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
 * (`srcMiniprogramRoot`, then `miniprogramRoot`), then the folder itself, `src` and `miniprogram`.
 * The first one with an app.json wins.
 * Throws `folder-missing`, `framework-project`, `root-outside`, `broken-json` or `not-a-mini-program`.
 */
export function findRoot(cwd: string): ProjectRoot {
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) throw new LoaderError('folder-missing', { path: cwd })
  const project = realpathSync(cwd)
  const framework = findFramework(project)
  if (framework) throw new LoaderError('framework-project', { framework: framework.name, evidence: framework.evidence })
  const candidates = [...configuredFolders(project), ...customaryFolders.map((folder): Candidate => ({ folder }))]
  for (const candidate of candidates) {
    const miniprogram = realFolder(project, candidate)
    if (miniprogram !== undefined && existsSync(join(miniprogram, 'app.json'))) return { project, miniprogram }
  }
  const searched = [...new Set(candidates.map(({ folder }) => join(folder, 'app.json')))].join(', ')
  throw new LoaderError('not-a-mini-program', { path: project, searched })
}

/** How messages name a file of the mini-program: relative to the project, with forward slashes. */
export function nameInProject(root: ProjectRoot, path: string): string {
  return relative(root.project, join(root.miniprogram, path)).split(sep).join('/')
}

function configuredFolders(project: string): Candidate[] {
  const configs = configFiles
    .filter((file) => existsSync(join(project, file)))
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
