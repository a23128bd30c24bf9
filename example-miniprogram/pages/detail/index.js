const cart = require('../../utils/cart.js')
const { fetchGoods } = require('../../utils/shop.js')

Page({
  data: {
    loading: true,
    /** @type {import('../../data/goods.js').Goods | null} */
    goods: null,
    count: 1,
    cartSize: 0,
  },

  /** @param {{ id?: string }} query */
  async onLoad(query) {
    const goods = await fetchGoods(query.id || '')
    this.setData({ loading: false, goods: goods || null })
    if (goods) wx.setNavigationBarTitle({ title: goods.name })
  },

  onShow() {
    this.setData({ cartSize: cart.size() })
  },

  /** @param {WechatMiniprogram.CustomEvent<{ value: number }>} event */
  onCount(event) {
    this.setData({ count: event.detail.value })
  },

  onAdd() {
    if (!this.data.goods) return
    cart.add(this.data.goods.id, this.data.count)
    this.setData({ cartSize: cart.size(), count: 1 })
    wx.showToast({ title: '已加入购物车', icon: 'success' })
  },

  onBuy() {
    if (!this.data.goods) return
    wx.navigateTo({ url: `/packages/order/confirm/index?id=${this.data.goods.id}&count=${this.data.count}` })
  },

  onCart() {
    wx.switchTab({ url: '/pages/cart/index' })
  },

  onBack() {
    wx.switchTab({ url: '/pages/goods/index' })
  },

  onShareAppMessage() {
    const { goods } = this.data
    return goods ? { title: goods.name, path: `/pages/detail/index?id=${goods.id}` } : {}
  },
})
