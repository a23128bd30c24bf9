import { parseTree } from 'jsonc-parser'
import type { Snapshot } from '../project/snapshot'
import { entryRegistrationOf, hasEntryTag } from './entry-button'
import { bytesAt } from './read-state'

/** The files of pages that tell whether they show the entry button. */
export function entryFilesOf(pages: readonly string[]): string[] {
  return pages.flatMap((page) => [`${page}.json`, `${page}.wxml`])
}

/** The page on which an installation whose record is lost has left its entry button, if there is exactly one. */
export function leftEntry(snapshot: Snapshot, pages: readonly string[]): string | undefined {
  const found = pages.filter((page) => namesEntry(snapshot, page) && hasEntryTag(textAt(snapshot, `${page}.wxml`)))
  return found.length === 1 ? found[0] : undefined
}

/** Whether the JSON of a page names our entry button as a component. */
export function namesEntry(snapshot: Snapshot, page: string): boolean {
  const tree = parseTree(textAt(snapshot, `${page}.json`).replace(/^\uFEFF/, ''), [], { allowTrailingComma: true })
  return tree !== undefined && entryRegistrationOf(tree) !== undefined
}

function textAt(snapshot: Snapshot, path: string): string {
  return bytesAt(snapshot, path)?.toString('utf8') ?? ''
}
