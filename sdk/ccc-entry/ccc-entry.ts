const KEY = 'ccc-entry'
const SIZE = 52

/**
 * The floating button that opens the chat. It is in the main package, so it stands alone: no other script, no picture.
 * It can be dragged, and stays where it was put.
 */
Component({
  properties: {
    /** the chat page, as `wx.navigateTo` takes it */
    url: { type: String, value: '/ccc/pages/chat/index' },
    /** what the button is called; in the language of the phone when empty */
    label: { type: String, value: '' },
    /** messages to read, as `onUnreadChange` of `utils/login.js` tells */
    unread: { type: Number, value: 0 },
  },

  data: { name: '', news: '', style: '' },

  lifetimes: {
    attached() {
      const { language } = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()
      const [name, news] = /^zh/.test(language || 'zh') ? ['在线客服', '条新消息'] : ['Customer service', 'new']
      this.setData({ name, news })
      const place: unknown = wx.getStorageSync(KEY)
      if (Array.isArray(place)) this.put(Number(place[0]), Number(place[1]))
    },
  },

  methods: {
    onTap() {
      wx.navigateTo({ url: this.data.url })
    },
    onMove(event: WechatMiniprogram.TouchEvent) {
      const [touch] = event.touches
      if (touch) this.put(touch.clientX - SIZE / 2, touch.clientY - SIZE / 2)
    },
    onDrop(event: WechatMiniprogram.TouchEvent) {
      const [touch] = event.changedTouches
      if (this.data.style && touch)
        wx.setStorage({ key: KEY, data: [touch.clientX - SIZE / 2, touch.clientY - SIZE / 2] })
    },
    /** Moves the button, but never out of the safe area. */
    put(x: number, y: number) {
      const { windowWidth, windowHeight, safeArea } = wx.getWindowInfo ? wx.getWindowInfo() : wx.getSystemInfoSync()
      const inside = (at: number, most: number) => Math.max(0, Math.min(at, most - SIZE))
      const bottom = Math.min(windowHeight, safeArea ? safeArea.bottom : windowHeight)
      this.setData({ style: `top:${inside(y, bottom)}px;right:auto;bottom:auto;left:${inside(x, windowWidth)}px` })
    },
  },
})
