const KEY = 'ccc-entry'
const HALF = 26

/** Base libraries before 2.20.1 know all of it only together, which takes longer. */
const language = () => (wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()).language
const windowNow = () => (wx.getWindowInfo ? wx.getWindowInfo() : wx.getSystemInfoSync())

/** The window of the drag under way: it does not change while a finger is down. */
let room: ReturnType<typeof windowNow> | null = null

/**
 * The floating button that opens the chat. It is in the main package, so it stands alone: no other script, no picture.
 * It can be dragged within the safe area, and stays where it was put.
 */
Component({
  properties: {
    /** the chat page, as `wx.navigateTo` takes it */
    url: { type: String, value: '/ccc/pages/chat/index' },
    /** what the button is called; in the language of the phone when empty */
    label: String,
    /** messages to read, as `onUnreadChange` of `utils/login.js` tells */
    unread: Number,
  },

  data: { name: '', style: '' },

  lifetimes: {
    attached() {
      this.setData({
        name: /^zh/.test(language() || 'zh') ? '在线客服' : 'Customer service',
        style: wx.getStorageSync(KEY) || '',
      })
    },
  },

  methods: {
    onTap() {
      wx.navigateTo({ url: this.data.url })
    },
    onGrab() {
      room = windowNow()
    },
    onMove({ touches }: WechatMiniprogram.TouchEvent) {
      if (!room) return
      const { windowWidth, windowHeight, safeArea } = room
      const inside = (at: number, most: number) => Math.max(0, Math.min(at - HALF, most - 2 * HALF))
      const lowest = Math.min(windowHeight, safeArea ? safeArea.bottom : windowHeight)
      for (const { clientX, clientY } of touches) {
        this.setData({ style: `top:${inside(clientY, lowest)}px;left:${inside(clientX, windowWidth)}px` })
      }
    },
    onDrop() {
      wx.setStorage({ key: KEY, data: this.data.style })
    },
  },
})
