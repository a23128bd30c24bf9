const cart = require('./utils/cart.js')

App({
  globalData: {
    /** 从首页带到分类页的分类编号，用过即清空 */
    category: '',
  },

  onLaunch() {
    // 先把上次的购物车读进内存，首页一出现就能显示角标。
    cart.load()
  },
})
