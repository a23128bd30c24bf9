Component({
  properties: {
    /** 商品，见 data/goods.js */
    goods: { type: Object, value: {} },
    /** grid：图在上；row：图在左 */
    layout: { type: String, value: 'grid' },
  },
  methods: {
    onTap() {
      wx.navigateTo({ url: `/pages/detail/index?id=${this.data.goods.id}` })
    },
    onAdd() {
      this.triggerEvent('add', { id: this.data.goods.id })
    },
  },
})
