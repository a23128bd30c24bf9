const { categories, goods } = require('../data/goods.js')

/** @typedef {import('../data/goods.js').Goods} Goods */

// 模拟一次网络请求的耗时，让加载状态看得见；换成自己的后端时，只需改这个文件。
const DELAY = 240

/**
 * @template T
 * @param {T} value
 * @returns {Promise<T>}
 */
function respond(value) {
  return new Promise((resolve) => setTimeout(resolve, DELAY, value))
}

/** 首页内容：热卖与新品。 */
function fetchHome() {
  const bySold = [...goods].sort((a, b) => b.sold - a.sold)
  return respond({ hot: bySold.slice(0, 5), fresh: goods.filter((item) => !bySold.slice(0, 4).includes(item)) })
}

/** 某一类的商品。 @param {string} category */
function fetchByCategory(category) {
  return respond(goods.filter((item) => item.category === category))
}

/** 一件商品；已下架时为 undefined。 @param {string} id */
function fetchGoods(id) {
  return respond(goods.find((item) => item.id === id))
}

module.exports = { categories, fetchHome, fetchByCategory, fetchGoods }
