const cart = require('./utils/cart.js')

App({
  onLaunch() {
    // 先把上次的购物车读进内存，首页一出现就能显示角标。
    cart.load()
  },
})
