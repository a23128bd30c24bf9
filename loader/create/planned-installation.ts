import { join } from 'node:path/posix'
import { loadPayload } from '../load-payload'
import { defaultPlacement, placePayload } from '../plan/placement'
import { recordPaths } from '../plan/record-paths'
import { parseJsonText, stringOf } from '../project/json-text'
import type { StarterFile } from './starter-files'

const PROJECT_FILE = 'project.config.json'

/** The files that an installation into a new project of these files adds, relative to the project. */
export function plannedInstallation(files: readonly StarterFile[], payloadDir: string | undefined): string[] {
  const config = files.find(({ path }) => path === PROJECT_FILE)
  const root = config && stringOf(parseJsonText(config.bytes, PROJECT_FILE).tree, 'miniprogramRoot')
  const placed = placePayload(loadPayload(payloadDir), defaultPlacement).map(({ path }) => path)
  return [...placed, ...recordPaths].map((path) => join(root ?? '.', path)).sort()
}
