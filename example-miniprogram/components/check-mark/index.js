Component({
  properties: {
    checked: { type: Boolean, value: false },
    label: { type: String, value: '选中' },
  },
})
