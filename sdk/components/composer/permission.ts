import { fill, type Texts } from '../../texts/texts'

/**
 * Does what WeChat asks the customer's leave for, at the moment it is needed. Whoever refused once is told why it does
 * not work and led to the settings; whoever only changed their mind is left alone.
 * @param what what it needs, in the customer's words
 * @returns what `act` gave, or null
 */
export function withLeave<Result>(what: string, texts: Texts, act: () => Promise<Result>): Promise<Result | null> {
  return privacy()
    .then(act)
    .catch(({ errMsg = '' }: { errMsg?: string }) => {
      if (/cancel|privacy/i.test(errMsg)) return null
      if (/auth|permi|deni|deny/i.test(errMsg)) offerSettings(fill(texts.refused, { what }), texts)
      else wx.showToast({ title: texts.broken, icon: 'none' })
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

function offerSettings(content: string, texts: Texts): void {
  wx.showModal({
    content,
    confirmText: texts.settings,
    cancelText: texts.cancel,
    success({ confirm }) {
      if (confirm) wx.openSetting({ fail() {} })
    },
  })
}
