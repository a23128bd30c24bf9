const cart = require('../../utils/cart.js')
const { categories, fetchHome } = require('../../utils/shop.js')

Page({
  data: {
    banners: [
      { id: 'tea', title: '一壶好茶', text: '茶与咖啡器具，满 200 减 20', tone: 'leaf' },
      { id: 'desk', title: '把书桌收拾好', text: '台灯与纸品，让夜晚慢一点', tone: 'dusk' },
      { id: 'home', title: '添一点绿意', text: '桌面绿植，一周浇一次水', tone: 'clay' },
    ],
    categories,
    loading: true,
    hot: [],
    fresh: [],
  },

  onLoad() {
    return this.refresh()
  },

  onShow() {
    cart.showBadge()
  },

  onPullDownRefresh() {
    this.refresh().then(() => wx.stopPullDownRefresh())
  },

  async refresh() {
    const { hot, fresh } = await fetchHome()
    this.setData({ loading: false, hot, fresh })
  },

  /** @param {WechatMiniprogram.TouchEvent} event */
  onCategory(event) {
    // tab 页面不能带参数打开，选中的分类放在全局数据里。
    getApp().globalData.category = event.currentTarget.dataset.id
    wx.switchTab({ url: '/pages/goods/index' })
  },

  /** @param {WechatMiniprogram.CustomEvent<{ id: string }>} event */
  onAdd(event) {
    cart.add(event.detail.id)
    cart.showBadge()
    wx.showToast({ title: '已加入购物车', icon: 'success' })
  },
})
