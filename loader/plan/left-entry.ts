import { parseTree } from 'jsonc-parser'
import type { ProjectFiles } from '../project/project-files'
import { entryRegistrationOf, hasEntryTag } from './entry-button'

/** The page on which an installation whose record is lost has left its entry button, if there is exactly one. */
export function leftEntry(project: ProjectFiles, pages: readonly string[]): string | undefined {
  const found = pages.filter((page) => namesEntry(project, page) && hasEntryTag(project.text(`${page}.wxml`)))
  return found.length === 1 ? found[0] : undefined
}

/** Whether the JSON of a page names our entry button as a component. */
export function namesEntry(project: ProjectFiles, page: string): boolean {
  const path = `${page}.json`
  const tree = parseTree(project.text(path).replace(/^\uFEFF/, ''), [], { allowTrailingComma: true })
  return tree !== undefined && entryRegistrationOf(tree, path) !== undefined
}
