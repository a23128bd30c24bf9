import { systemLanguage } from '../../platform/wx-platform'
import { languageOf, textsOf } from '../../texts/texts'

const IVR_ID = /^[A-Za-z0-9_-]{1,64}$/

/** The page that hosts the chat. `?ivrId=` names another flow than `ccc-config.js` does. */
Page({
  data: { ivrId: '', open: false },

  onLoad(query: Record<string, string | undefined>) {
    const ivrId = query.ivrId ?? ''
    this.setData({ ivrId: IVR_ID.test(ivrId) ? ivrId : '', open: true })
    wx.setNavigationBarTitle({ title: textsOf(languageOf(systemLanguage())).title })
  },
})
