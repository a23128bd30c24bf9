Component({
  properties: {
    value: { type: Number, value: 1 },
    min: { type: Number, value: 1 },
    max: { type: Number, value: 99 },
    /** 读屏时的名称 */
    label: { type: String, value: '数量' },
  },
  methods: {
    onLess() {
      this.change(this.data.value - 1)
    },
    onMore() {
      this.change(this.data.value + 1)
    },
    /** @param {number} value */
    change(value) {
      const { min, max } = this.data
      if (value >= min && value <= max) this.triggerEvent('change', { value })
    },
  },
})
