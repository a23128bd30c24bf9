const orders = require('../../../utils/orders.js')

Page({
  data: {
    /** @type {import('../../../utils/orders.js').Order[]} */
    list: [],
  },

  onShow() {
    this.setData({ list: orders.list() })
  },

  onBrowse() {
    wx.switchTab({ url: '/pages/goods/index' })
  },
})
