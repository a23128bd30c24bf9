import { settingKeys } from '../plan/config-values'
import type { Settings } from '../settings'
import { type Finding, finding } from './finding'

/** Whether `ccc-config.js` says what is needed, and what has to be whitelisted for it. */
export function checkSettings(settings: Partial<Settings>): Finding[] {
  const missing = settingKeys.filter((key) => settings[key] === undefined)
  const unreadable = missing.length > 0 ? [finding('settings-unreadable', { keys: missing.join(', ') })] : []
  const { serverUrl } = settings
  if (serverUrl === undefined) return unreadable
  const { protocol, host } = new URL(serverUrl)
  if (protocol !== 'https:') return [...unreadable, finding('server-local', { url: serverUrl })]
  const domains = [
    `request: https://${host}`,
    `socket: wss://${host}`,
    `uploadFile: https://${host}`,
    `downloadFile: https://${host}`,
  ]
  return [...unreadable, finding('domains', {}, domains)]
}
