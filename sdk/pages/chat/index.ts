import { isTooOld } from '../../client/phone-facts'
import { phoneTexts } from '../../texts/phone-texts'

const IVR_ID = /^[A-Za-z0-9_-]{1,64}$/

/** The page that hosts the chat. `?ivrId=` names another flow than `ccc-config.js` does. */
Page({
  data: { ivrId: '', open: false, old: '' },

  onLoad(query: Record<string, string | undefined>) {
    const ivrId = query.ivrId ?? ''
    wx.setNavigationBarTitle({ title: phoneTexts.title })
    if (isTooOld()) this.setData({ old: phoneTexts.tooOld })
    else this.setData({ ivrId: IVR_ID.test(ivrId) ? ivrId : '', open: true })
  },
})
