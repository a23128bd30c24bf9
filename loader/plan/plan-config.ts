import { LoaderError } from '../errors'
import { hasHash, sha256IgnoringCr, withoutCr } from '../hash'
import type { Snapshot } from '../project/snapshot'
import type { Settings } from '../settings'
import { rewriteConfig } from './config-file'
import { CONFIG_PATH, defaultPlacement } from './placement'
import type { Plan } from './plan'
import { configChange } from './plan-file'
import { archiveOf, bytesAt, manifestOf } from './read-state'
import { archiveChange, manifestChange } from './state-changes'

/**
 * Plans to change settings in `ccc-config.js`, and nothing around them. A file that was not edited before does not
 * count as edited afterwards. Throws `config-missing` and `config-unreadable`.
 */
export function planConfig(snapshot: Snapshot, settings: Partial<Settings>): Plan {
  const current = bytesAt(snapshot, CONFIG_PATH)
  const name = snapshot.name(CONFIG_PATH)
  if (!current) throw new LoaderError('config-missing', { file: name })
  const result = rewriteConfig(current, settings, name)
  const changes = configChange(CONFIG_PATH, current, result)
  const manifest = manifestOf(snapshot)
  const recorded = manifest?.files.find(({ path }) => path === CONFIG_PATH)
  if (manifest && recorded && changes.length > 0 && hasHash(current, recorded.sha256)) {
    const sha256 = sha256IgnoringCr(result)
    const files = manifest.files.map((file) => (file === recorded ? { ...file, sha256 } : file))
    const contents = new Map(archiveOf(snapshot))
    contents.delete(recorded.sha256)
    contents.set(sha256, withoutCr(result))
    changes.push(...archiveChange(snapshot, contents), ...manifestChange(snapshot, { ...manifest, files }))
  }
  return { placements: [manifest?.options ?? defaultPlacement], folders: [], removeFolders: [], changes, notes: [] }
}
