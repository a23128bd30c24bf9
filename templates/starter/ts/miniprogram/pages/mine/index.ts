import { contactService } from '../../utils/contact'

const NICK_NAME = 'nick-name'

Page({
  data: {
    nickName: '',
  },

  onLoad() {
    this.setData({ nickName: wx.getStorageSync<string>(NICK_NAME) || '' })
  },

  onNickName(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const nickName = event.detail.value.trim()
    if (nickName === this.data.nickName) return
    this.setData({ nickName })
    wx.setStorageSync(NICK_NAME, nickName)
  },

  onContact() {
    contactService()
  },

  onAbout() {
    wx.showModal({ title: '关于', content: '在这里介绍您的小程序。', showCancel: false })
  },
})
