import { LoaderError } from '../errors'
import type { PayloadFile } from '../load-payload'
import type { Settings } from '../settings'
import { writeConfigValues } from './config-values'
import { blankConfig } from './conflicts'

/** `ccc-config.js` as it is first written. */
export function configFile(template: PayloadFile, settings: Settings): Buffer {
  const { text, missing } = writeConfigValues(template.bytes.toString('utf8'), settings)
  if (missing.length > 0) throw new LoaderError('payload-broken', { reason: template.path })
  return Buffer.from(text)
}

/**
 * `ccc-config.js` as it is, with the settings in it: the user's own text around them stays, whatever the template says.
 * Throws `config-unreadable` when a setting that differs has no place where it could be written safely.
 */
export function rewriteConfig(current: Buffer, settings: Partial<Settings>, file: string): Buffer {
  const before = current.toString('utf8')
  const { text, missing } = writeConfigValues(before, settings)
  if (missing.length > 0 || !Buffer.from(before).equals(current)) {
    throw new LoaderError('config-unreadable', { file, keys: missing.join(', ') })
  }
  return Buffer.from(text)
}

/** The bytes with the settings in it, as far as there are places for them. */
export function withSettings(bytes: Buffer, settings: Settings): Buffer {
  return Buffer.from(writeConfigValues(bytes.toString('utf8'), settings).text)
}

/** Whether two of our own configurations differ in nothing but their settings. */
export function isSameTemplate(one: Buffer, other: Buffer): boolean {
  return blankConfig(one.toString('utf8')) === blankConfig(other.toString('utf8'))
}
