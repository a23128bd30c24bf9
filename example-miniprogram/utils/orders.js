/**
 * 订单：演示用，只保存在本机。
 *
 * @typedef {object} Order
 * @property {string} no 订单号
 * @property {string} time 下单时间
 * @property {{ id: string, name: string, image: string, price: number, count: number }[]} lines 商品
 * @property {number} total 合计，单位：分
 * @property {string} note 备注
 */

const STORAGE_KEY = 'orders'

/** 全部订单，新的在前。 @returns {Order[]} */
function list() {
  const saved = wx.getStorageSync(STORAGE_KEY)
  return Array.isArray(saved) ? saved : []
}

/** @param {number} value */
function twoDigits(value) {
  return String(value).padStart(2, '0')
}

/**
 * 保存一张新订单。
 *
 * @param {Pick<Order, 'lines' | 'total' | 'note'>} content
 * @param {Date} [now]
 * @returns {Order}
 */
function create(content, now = new Date()) {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(twoDigits)
  const clock = [now.getHours(), now.getMinutes(), now.getSeconds()].map(twoDigits)
  const order = {
    no: `${day.join('')}${clock.join('')}${String(list().length % 1000).padStart(3, '0')}`,
    time: `${day.join('-')} ${clock.slice(0, 2).join(':')}`,
    ...content,
  }
  wx.setStorageSync(STORAGE_KEY, [order, ...list()])
  return order
}

module.exports = { list, create }
