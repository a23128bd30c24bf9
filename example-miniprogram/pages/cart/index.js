const cart = require('../../utils/cart.js')

Page({
  data: {
    lines: [],
    total: 0,
    checkedCount: 0,
    allChecked: false,
  },

  onShow() {
    this.show()
  },

  show() {
    const lines = cart.list()
    const checked = lines.filter((line) => line.checked)
    this.setData({
      lines,
      total: cart.total(),
      checkedCount: checked.reduce((sum, line) => sum + line.count, 0),
      allChecked: lines.length > 0 && checked.length === lines.length,
    })
    cart.showBadge()
  },

  /** @param {WechatMiniprogram.TouchEvent} event */
  onToggle(event) {
    cart.toggle(event.currentTarget.dataset.id)
    this.show()
  },

  onToggleAll() {
    cart.toggleAll(!this.data.allChecked)
    this.show()
  },

  /** @param {WechatMiniprogram.CustomEvent<{ value: number }>} event */
  onCount(event) {
    const { id, name } = event.currentTarget.dataset
    const { value } = event.detail
    if (value > 0) {
      cart.setCount(id, value)
      this.show()
      return
    }
    wx.showModal({
      title: '移出购物车',
      content: `不要“${name}”了吗？`,
      confirmText: '移出',
      success: ({ confirm }) => {
        if (!confirm) return
        cart.setCount(id, 0)
        this.show()
      },
    })
  },

  /** @param {WechatMiniprogram.TouchEvent} event */
  onOpen(event) {
    wx.navigateTo({ url: `/pages/detail/index?id=${event.currentTarget.dataset.id}` })
  },

  onBrowse() {
    wx.switchTab({ url: '/pages/goods/index' })
  },

  onSettle() {
    if (this.data.checkedCount > 0) wx.navigateTo({ url: '/packages/order/confirm/index' })
  },
})
