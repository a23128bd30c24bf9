import { appFacts } from '../platform/wx-platform'
import { BASE_LIBRARY } from './base-library'

const facts: () => { SDKVersion?: string; fontSizeSetting?: number; fontSizeScaleFactor?: number } = appFacts

/** Whether this WeChat is too old for the chat. */
export function isTooOld(): boolean {
  const wanted = BASE_LIBRARY.split('.')
  const here = (facts().SDKVersion || BASE_LIBRARY).split('.')
  const at = wanted.findIndex((part, index) => part !== here[index])
  return at >= 0 && Number(here[at] || 0) < Number(wanted[at])
}

/** How much larger than usual the customer wants words in WeChat: 1 to 1.4. */
export function fontScale(): number {
  const { fontSizeScaleFactor, fontSizeSetting = 16 } = facts()
  return Math.min(1.4, Math.max(1, fontSizeScaleFactor || fontSizeSetting / 16))
}
