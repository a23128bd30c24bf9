import { tellFailure } from '../../client/phone-failure'
import type { Texts } from '../../texts/texts'

/**
 * Does what WeChat asks the customer's leave for, at the moment it is needed, and tells them where it does not work.
 * @param what what it needs, in the customer's words
 * @returns what `act` gave, or null
 */
export function withLeave<Result>(what: string, texts: Texts, act: () => Promise<Result>): Promise<Result | null> {
  return privacy()
    .then(act)
    .catch((error: unknown) => {
      tellFailure(error, what, texts)
      return null
    })
}

/** WeChat's privacy authorisation, since base library 2.32.3; nothing to do before that, or once it was given. */
function privacy(): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!wx.requirePrivacyAuthorize) resolve()
    else wx.requirePrivacyAuthorize({ success: () => resolve(), fail: reject })
  })
}
