import { LoaderError } from '../errors'
import { hasHash, sha256IgnoringCr, withoutCr } from '../hash'
import type { Settings } from '../settings'
import { rewriteConfig } from './config-file'
import { CONFIG_PATH, defaultPlacement } from './placement'
import type { Plan } from './plan'
import { configChange } from './plan-file'
import type { ProjectState } from './project-state'
import { archiveChange, manifestChange } from './state-changes'

/**
 * Plans to change settings in `ccc-config.js`, and nothing around them. A file that was not edited before does not
 * count as edited afterwards. Throws `config-missing` and `config-unreadable`.
 */
export function planConfig(state: ProjectState, settings: Partial<Settings>): Plan {
  const { files: project, manifest } = state
  const current = project.bytes(CONFIG_PATH)
  const name = project.name(CONFIG_PATH)
  if (!current) throw new LoaderError('config-missing', { file: name })
  const result = rewriteConfig(current, settings, name)
  const changes = configChange(CONFIG_PATH, current, result)
  const recorded = manifest?.files.find(({ path }) => path === CONFIG_PATH)
  if (manifest && recorded && changes.length > 0 && hasHash(current, recorded.sha256)) {
    const sha256 = sha256IgnoringCr(result)
    const files = manifest.files.map((file) => (file === recorded ? { ...file, sha256 } : file))
    const contents = new Map(state.archive)
    contents.delete(recorded.sha256)
    contents.set(sha256, withoutCr(result))
    changes.push(...archiveChange(project, contents), ...manifestChange(project, { ...manifest, files }))
  }
  return { placements: [manifest?.options ?? defaultPlacement], folders: [], removeFolders: [], changes, notes: [] }
}
