import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LoaderError } from '../errors'
import { type Framework, findBuiltOutput, findFramework, insteadOf, isGenerated } from './find-framework'
import type { ProjectRoot } from './find-root'
import { isLeftOutOfGit } from './git-ignore'
import type { App } from './read-app'
import { isFile } from './safe-path'

/** Refuses a folder that holds the sources of a framework. Throws `framework-project`. */
export function refuseSources(folder: string): void {
  const framework = findFramework(folder)
  if (framework) throw new LoaderError('framework-project', detailsOf(framework))
}

/**
 * Refuses a mini-program that a framework made, or will make: what is written there is lost with the next build. One that
 * is written by hand and only takes in what a framework generated beside its own pages is none of these.
 * Throws `built-output`, `framework-project` and `foreign-pages`.
 */
export function refuseFramework(root: ProjectRoot, app: App | undefined): void {
  const { project, miniprogram } = root
  const output = findBuiltOutput(miniprogram)
  if (output) throw new LoaderError('built-output', { path: miniprogram, ...detailsOf(output) })
  const framework = [...new Set([project, miniprogram])].map(findFramework).find((each) => each !== undefined)
  const isHybrid = framework?.hasSources === false && app !== undefined && isWrittenByHand(root, app, framework)
  if (framework && !isHybrid) throw new LoaderError('framework-project', detailsOf(framework))
  const evidence = app && foreignPagesIn(app, miniprogram)
  if (evidence) throw new LoaderError('foreign-pages', { path: miniprogram, ...evidence })
}

/**
 * Whether the mini-program of a project that depends on a framework is written by hand all the same: it has pages of its
 * own, and stands in a folder apart, or lists beside them what the framework generates, or uses it as a package alone;
 * and git has it.
 */
function isWrittenByHand(
  { project, miniprogram }: ProjectRoot,
  { pages, hasOddPages }: App,
  { isLibrary }: Framework,
): boolean {
  const own = pages.filter((page) => isOwnPage(miniprogram, page))
  const isApart = isLibrary === true || miniprogram !== project || own.length < pages.length
  return !hasOddPages && own.length > 0 && isApart && !isLeftOutOfGit(miniprogram)
}

/** Whether a page has a template and a script that somebody wrote. */
function isOwnPage(miniprogram: string, page: string): boolean {
  const script = ['.js', '.ts'].map((ending) => join(miniprogram, page + ending)).find(isFile)
  const isWhole = script !== undefined && isFile(join(miniprogram, `${page}.wxml`))
  return isWhole && !isGenerated(readFileSync(script, 'utf8'))
}

// The sources of pages in frameworks that compile them into a template, a script and a style.
const sourceEndings = ['.vue', '.wpy', '.mpx', '.cml', '.tsx', '.jsx']

/** What shows that the pages of an app.json are sources of a framework: objects in its list, or files of another kind. */
function foreignPagesIn({ pages, hasOddPages }: App, miniprogram: string) {
  if (pages.some((page) => isFile(join(miniprogram, `${page}.wxml`)))) return undefined
  const paths = pages.flatMap((page) => sourceEndings.map((ending) => page + ending))
  const source = paths.find((path) => isFile(join(miniprogram, path)))
  if (source !== undefined) return { evidence: source }
  if (!hasOddPages) return undefined
  return { evidence: { zh: 'pages 里有对象', en: 'objects in its pages' } }
}

function detailsOf({ name, evidence }: Framework) {
  return { framework: name, evidence, instead: insteadOf(name) }
}
