const cart = require('../../utils/cart.js')
const { categories, fetchByCategory } = require('../../utils/shop.js')

Page({
  data: {
    categories,
    current: categories[0].id,
    loading: true,
    list: [],
  },

  onLoad() {
    // 首页指定了分类时，由 onShow 去加载。
    if (!getApp().globalData.category) this.select(this.data.current)
  },

  onShow() {
    cart.showBadge()
    const { globalData } = getApp()
    if (globalData.category) this.select(globalData.category)
    globalData.category = ''
  },

  /** @param {string} category */
  async select(category) {
    this.setData({ current: category, loading: true, list: [] })
    const list = await fetchByCategory(category)
    // 等待时又点了别的分类：这份结果已经过时。
    if (this.data.current === category) this.setData({ loading: false, list })
  },

  /** @param {WechatMiniprogram.TouchEvent} event */
  onSelect(event) {
    const { id } = event.currentTarget.dataset
    if (id !== this.data.current) this.select(id)
  },

  /** @param {WechatMiniprogram.CustomEvent<{ id: string }>} event */
  onAdd(event) {
    cart.add(event.detail.id)
    cart.showBadge()
    wx.showToast({ title: '已加入购物车', icon: 'success' })
  },
})
