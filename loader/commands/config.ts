import { applyPlan } from '../apply/apply-plan'
import { LoaderError } from '../errors'
import { readConfigLiterals, settingKeys } from '../plan/config-values'
import { CONFIG_PATH } from '../plan/placement'
import { planConfig } from '../plan/plan-config'
import { parseIvrId, parseSdkAppId, parseServerUrl, type Settings } from '../settings'
import { openProject, type ProjectRequest } from './open-project'
import { type Report, reportOf } from './report'

export type SettingKey = keyof Settings

/** Reads the name of a setting. Throws `config-key-unknown`. */
export function parseSettingKey(text: string): SettingKey {
  const key = settingKeys.find((each) => each === text)
  if (!key) throw new LoaderError('config-key-unknown', { value: text })
  return key
}

/** Reads the value of a setting from text. Throws what its parser throws. */
export function parseSetting(key: SettingKey, text: string): Partial<Settings> {
  if (key === 'sdkAppId') return { sdkAppId: parseSdkAppId(text) }
  return key === 'ivrId' ? { ivrId: parseIvrId(text) } : { serverUrl: parseServerUrl(text) }
}

/**
 * The settings in `ccc-config.js`; one is missing when it is not there as a plain value. Writes nothing.
 * Throws `config-missing`, and `setting-unreadable` when that one was asked for by its `key`.
 */
export async function readConfig(
  request: ProjectRequest & { key?: SettingKey | undefined },
): Promise<Partial<Record<SettingKey, string | number>>> {
  const { files } = await openProject({ ...request, dryRun: true })
  const bytes = files.bytes(CONFIG_PATH)
  const file = files.name(CONFIG_PATH)
  if (!bytes) throw new LoaderError('config-missing', { file })
  const values = readConfigLiterals(bytes.toString('utf8'))
  const { key } = request
  if (key !== undefined && values[key] === undefined) throw new LoaderError('setting-unreadable', { file, key })
  return values
}

/** Changes settings in `ccc-config.js`. Throws `config-missing`, `config-unreadable` and what `openProject` throws. */
export async function changeConfig(
  request: ProjectRequest & { settings: Partial<Settings>; diff?: boolean },
): Promise<Report> {
  const { dryRun = false, diff = false } = request
  const state = await openProject(request)
  const plan = planConfig(state, request.settings)
  if (!dryRun) await applyPlan(state.root.miniprogram, plan, request.files, request.interruption)
  return await reportOf(state, plan, { dryRun, diff })
}
