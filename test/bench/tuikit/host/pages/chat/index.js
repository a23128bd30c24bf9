Page({
  data: { conversationID: 'C2Cagent' },
  onReady() {
    this.selectComponent('#TUIChat').init()
  },
})
