/** The floating button that opens the chat. It is in the main package, so it stands alone: no other script, no picture. */
Component({
  properties: {
    /** the chat page, as `wx.navigateTo` takes it */
    url: { type: String, value: '/ccc/pages/chat/index' },
    /** what the button is called; in the language of the phone when empty */
    label: { type: String, value: '' },
  },

  data: { name: '' },

  lifetimes: {
    attached() {
      const { language } = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()
      this.setData({ name: /^zh/.test(language || 'zh') ? '在线客服' : 'Customer service' })
    },
  },

  methods: {
    onTap() {
      wx.navigateTo({ url: this.data.url })
    },
  },
})
