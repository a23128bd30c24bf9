const cart = require('../../utils/cart.js')
const orders = require('../../utils/orders.js')
const profiles = require('../../utils/profile.js')

Page({
  data: {
    /** @type {import('../../utils/profile.js').Profile | null} */
    profile: null,
    editing: false,
    nickName: '',
    orderCount: 0,
  },

  onShow() {
    this.setData({ profile: profiles.load(), orderCount: orders.list().length })
    cart.showBadge()
  },

  onEdit() {
    const { profile } = this.data
    this.setData({ editing: true, nickName: profile ? profile.nickName : '' })
  },

  /** @param {WechatMiniprogram.Input} event */
  onNickName(event) {
    this.setData({ nickName: event.detail.value })
  },

  onSave() {
    const nickName = this.data.nickName.trim()
    if (!nickName) {
      wx.showToast({ title: '请先填写昵称', icon: 'none' })
      return
    }
    this.setData({ editing: false, profile: profiles.save(nickName) })
  },

  onCancel() {
    this.setData({ editing: false })
  },

  onLeave() {
    profiles.clear()
    this.setData({ profile: null })
  },

  onOrders() {
    wx.navigateTo({ url: '/packages/order/list/index' })
  },

  onDelivery() {
    wx.showModal({ title: '配送说明', content: '下单后 48 小时内发出，满 99 元包邮。', showCancel: false })
  },

  onAbout() {
    wx.showModal({
      title: '关于青禾生活',
      content: '一家卖日用器物的小店，做慢一点、用久一点的东西。',
      showCancel: false,
    })
  },
})
