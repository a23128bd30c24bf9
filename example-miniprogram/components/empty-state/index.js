Component({
  properties: {
    title: { type: String, value: '' },
    hint: { type: String, value: '' },
    /** 按钮文字；为空时没有按钮 */
    action: { type: String, value: '' },
  },
  methods: {
    onAction() {
      this.triggerEvent('action')
    },
  },
})
