const { goods } = require('../data/goods.js')

/**
 * 购物车：内存里一份，存储里一份，页面只通过这里读写。
 *
 * @typedef {object} CartLine
 * @property {string} id 商品编号
 * @property {number} count 件数，1 到 99
 * @property {boolean} checked 是否选中结算
 */

const STORAGE_KEY = 'cart'
const MAX_COUNT = 99
const CART_TAB = 2

/** @type {CartLine[]} */
let lines = []

/** @param {unknown} value @returns {value is CartLine} */
function isLine(value) {
  if (typeof value !== 'object' || value === null) return false
  const { id, count, checked } = /** @type {Record<string, unknown>} */ (value)
  // 商品可能已经下架：认不出的行直接丢弃。
  return goods.some((item) => item.id === id) && Number.isInteger(count) && typeof checked === 'boolean'
}

/** 从存储读取；损坏的数据当作空购物车。 */
function load() {
  const saved = wx.getStorageSync(STORAGE_KEY)
  lines = Array.isArray(saved) ? saved.filter(isLine) : []
}

function save() {
  wx.setStorageSync(STORAGE_KEY, lines)
}

/** @param {string} id @returns {CartLine | undefined} */
function find(id) {
  return lines.find((line) => line.id === id)
}

/** 加入购物车。 @param {string} id @param {number} [count] */
function add(id, count = 1) {
  const line = find(id)
  if (line) line.count = Math.min(MAX_COUNT, line.count + count)
  else lines.unshift({ id, count, checked: true })
  save()
}

/** 改件数；减到 0 即移除。 @param {string} id @param {number} count */
function setCount(id, count) {
  const line = find(id)
  if (!line) return
  if (count < 1) lines = lines.filter((other) => other !== line)
  else line.count = Math.min(MAX_COUNT, count)
  save()
}

/** @param {string} id */
function toggle(id) {
  const line = find(id)
  if (!line) return
  line.checked = !line.checked
  save()
}

/** @param {boolean} checked */
function toggleAll(checked) {
  for (const line of lines) line.checked = checked
  save()
}

/** 结算后移除选中的行。 */
function removeChecked() {
  lines = lines.filter((line) => !line.checked)
  save()
}

/** 购物车各行，连同商品资料。 */
function list() {
  return lines.map((line) => ({ ...line, goods: goods.find((item) => item.id === line.id) }))
}

/** 选中的合计，单位：分。 */
function total() {
  return list().reduce((sum, line) => (line.checked && line.goods ? sum + line.goods.price * line.count : sum), 0)
}

/** 购物车里的总件数。 */
function size() {
  return lines.reduce((sum, line) => sum + line.count, 0)
}

/** 更新底部“购物车”的角标；只能在 tab 页面里调用。 */
function showBadge() {
  const count = size()
  // 不在 tab 页面时这两个接口会失败，角标留到下次显示时再更新。
  const fail = () => {}
  if (count > 0) wx.setTabBarBadge({ index: CART_TAB, text: count > MAX_COUNT ? '99+' : String(count), fail })
  else wx.removeTabBarBadge({ index: CART_TAB, fail })
}

module.exports = { load, add, setCount, toggle, toggleAll, removeChecked, list, total, size, showBadge }
