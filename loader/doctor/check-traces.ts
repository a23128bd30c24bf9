import { getNodeValue, parseTree } from 'jsonc-parser'
import { namesEntry } from '../plan/left-entry'
import type { Manifest } from '../plan/manifest'
import { chatPageOf, defaultPlacement, ENTRY_FOLDER } from '../plan/placement'
import { registrationsOf } from '../plan/register-subpackage'
import type { ProjectFiles } from '../project/project-files'
import { type Finding, finding } from './finding'

const ENTRY_SCRIPT = `${ENTRY_FOLDER}/ccc-entry.js`

/**
 * Whether something of an installation is registered whose files are not there: then the mini-program does not compile.
 * Without a record, whether there is an installation that lost it.
 */
export function checkTraces(
  project: ProjectFiles,
  manifest: Manifest | undefined,
  pages: readonly string[],
): Finding[] {
  const named = pages.filter((page) => namesEntry(project, page))
  const findings: Finding[] = []
  if (named.length > 0 && project.entry(ENTRY_SCRIPT) === undefined) {
    findings.push(
      finding(
        'entry-files-missing',
        {},
        named.map((page) => project.name(`${page}.json`)),
      ),
    )
  }
  if (manifest !== undefined || !registersUs(project)) return findings
  const page = `${chatPageOf(defaultPlacement).slice(1)}.js`
  const code = project.entry(page) === undefined ? 'registered-files-missing' : 'record-missing'
  return [...findings, finding(code, { root: defaultPlacement.subpackage })]
}

/** Whether app.json registers the chat page at its usual place. */
export function registersUs(project: ProjectFiles): boolean {
  const text = project.text('app.json').replace(/^\uFEFF/, '')
  const tree = parseTree(text, [], { allowTrailingComma: true })
  if (!tree) return false
  const { subpackage: root } = defaultPlacement
  const listed = registrationsOf(tree, { root }).map((node): unknown => getNodeValue(node))
  return listed.some((value) => JSON.stringify(value).includes('"pages/chat/index"'))
}
