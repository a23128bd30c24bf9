import type { Payload, PayloadFile } from '../load-payload'
import type { ProjectFiles } from '../project/project-files'
import { isForeign, type OnConflict, refuseForeign } from './conflicts'
import { entryPageJson } from './entry-button'
import type { Manifest } from './manifest'
import { ENTRY_FOLDER, type Placement, placePayload, rootsOf } from './placement'
import { entryEditsFor, planSplices, registrationFor, type SplicePlan } from './plan-splices'
import type { ProjectState } from './project-state'

/** What an installation puts where, checked against what stands there. It depends on no setting. */
export interface Preparation {
  version: string
  placement: Placement
  onConflict: OnConflict
  files: readonly PayloadFile[]
  splices: SplicePlan
}

/**
 * Prepares an installation or update, before anything is asked: which files, which edits. Refuses one that would overwrite
 * what is not ours. Throws what `refuseForeign` and `planSplices` throw, and `manifest-broken`.
 */
export function prepareInstall(
  state: ProjectState,
  payload: Payload,
  placement: Placement,
  onConflict: OnConflict,
): Preparation {
  const { files: project, manifest } = state
  const { entry } = placement
  const files = placePayload(payload, placement)
  const pageJson = entry === undefined ? undefined : pageJsonOf(project, entry, manifest)
  if (pageJson) files.push(pageJson)
  refuseForeign(project, files, manifest, rootsOf(placement), onConflict)
  const edits = entry === undefined ? [] : entryEditsFor(entry, pageJson !== undefined)
  const wanted = [registrationFor(placement), ...edits]
  const mayAdopt = isLeftBehind(project, files, manifest)
  const splices = planSplices(project, wanted, manifest, placement.subpackage, mayAdopt)
  return { version: payload.version, placement, onConflict, files, splices }
}

/** Adds the entry button on a page to an installation prepared without one. Throws as `prepareInstall` does. */
export function addEntry(state: ProjectState, payload: Payload, prepared: Preparation, page: string): Preparation {
  const { files: project, manifest } = state
  const placement = { ...prepared.placement, entry: page }
  const files = placePayload(payload, placement)
  const pageJson = pageJsonOf(project, page, manifest)
  if (pageJson) files.push(pageJson)
  const added = files.filter((file) => file === pageJson || file.path.startsWith(`${ENTRY_FOLDER}/`))
  refuseForeign(project, added, manifest, [], prepared.onConflict)
  const edits = entryEditsFor(page, pageJson !== undefined)
  const mayAdopt = isLeftBehind(project, files, manifest)
  const more = planSplices(project, edits, manifest, placement.subpackage, mayAdopt)
  const { changes, records, notes } = prepared.splices
  const splices = {
    changes: [...changes, ...more.changes],
    records: [...records, ...more.records],
    notes: [...notes, ...more.notes],
  }
  return { ...prepared, placement, files, splices }
}

/** The JSON of the entry page as a file of ours: a page without one gets it. */
function pageJsonOf(project: ProjectFiles, page: string, manifest: Manifest | undefined): PayloadFile | undefined {
  const path = `${page}.json`
  const isOurs = manifest?.files.some((file) => file.path === path) ?? false
  return isOurs || project.entry(path) === undefined ? { path, bytes: Buffer.from(entryPageJson) } : undefined
}

/** Whether files of ours stand here that nothing is recorded of. */
function isLeftBehind(project: ProjectFiles, files: readonly PayloadFile[], manifest: Manifest | undefined): boolean {
  const isThere = (file: PayloadFile) => project.bytes(file.path) !== undefined && !isForeign(project, file, undefined)
  return manifest === undefined && files.some(isThere)
}
