const cart = require('../../../utils/cart.js')
const orders = require('../../../utils/orders.js')
const { goods } = require('../../../data/goods.js')

/**
 * 要结算的商品：带着 id 来的是“立即购买”，否则是购物车里选中的。
 *
 * @param {{ id?: string, count?: string }} query
 */
function linesFor(query) {
  const one = goods.find((item) => item.id === query.id)
  const chosen = one
    ? [{ goods: one, count: Math.max(1, Number.parseInt(query.count || '1', 10) || 1) }]
    : cart.list().filter((line) => line.checked)
  return chosen.map((line) => ({
    id: line.goods.id,
    name: line.goods.name,
    image: line.goods.image,
    price: line.goods.price,
    count: line.count,
  }))
}

Page({
  data: {
    lines: [],
    total: 0,
    note: '',
    fromCart: false,
  },

  /** @param {{ id?: string, count?: string }} query */
  onLoad(query) {
    const lines = linesFor(query)
    const total = lines.reduce((sum, line) => sum + line.price * line.count, 0)
    this.setData({ lines, total, fromCart: !query.id })
  },

  /** @param {WechatMiniprogram.Input} event */
  onNote(event) {
    this.setData({ note: event.detail.value })
  },

  onSubmit() {
    const { lines, total, note, fromCart } = this.data
    orders.create({ lines, total, note: note.trim() })
    if (fromCart) cart.removeChecked()
    wx.showToast({ title: '下单成功', icon: 'success' })
    wx.redirectTo({ url: '/packages/order/list/index' })
  },

  onBrowse() {
    wx.switchTab({ url: '/pages/goods/index' })
  },
})
