import { ChatView, noStatus } from '../../client/chat-view'
import { defaultIvrId, theClient } from '../../client/client'
import { systemLanguage } from '../../platform/wx-platform'
import type { RowPage } from '../../store/view-window'
import { languageOf, textsOf } from '../../texts/texts'

const language = languageOf(systemLanguage())
const texts = textsOf(language)

const views = new WeakMap<object, ChatView>()
const pages: RowPage[] = []

/** The whole chat: status strip, messages and composer. Fills its parent. */
Component({
  properties: {
    /** service flow to enter with; the one in `ccc-config.js` when empty */
    ivrId: { type: String, value: '' },
  },

  data: { texts, pages, status: noStatus, menuId: '', into: '', fresh: 0, loading: false, keyboard: 0, avatar: '' },

  lifetimes: {
    attached() {
      const view = new ChatView(theClient(), texts, language, {
        show: (patch) => this.setData(patch),
        ready: () => this.triggerEvent('ready'),
        stateChange: (state) => this.triggerEvent('stateChange', state),
        error: ({ code, zh, en }) => this.triggerEvent('error', { code, zh, en }),
      })
      views.set(this, view)
      view.start(this.data.ivrId || defaultIvrId())
    },
    detached() {
      views.get(this)?.stop()
    },
  },

  pageLifetimes: {
    resize() {
      views.get(this)?.resized()
    },
  },

  observers: {
    ivrId(ivrId: string) {
      views.get(this)?.start(ivrId || defaultIvrId())
    },
  },

  methods: {
    onSend(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
      views.get(this)?.say(event.detail.text)
    },
    onChoose(event: WechatMiniprogram.CustomEvent<{ keyword: string }>) {
      views.get(this)?.say(event.detail.keyword)
    },
    onResend(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      views.get(this)?.resend(event.detail.id)
    },
    onAction() {
      views.get(this)?.act()
    },
    onFollow(event: WechatMiniprogram.CustomEvent<{ atEnd: boolean }>) {
      views.get(this)?.follow(event.detail.atEnd)
    },
    onLatest() {
      views.get(this)?.showLatest()
    },
    onOlder() {
      views.get(this)?.showOlder()
    },
    onKeyboard(event: WechatMiniprogram.CustomEvent<{ height: number }>) {
      views.get(this)?.keyboard(event.detail.height)
    },
    onResize() {
      views.get(this)?.resized()
    },
    /** The keyboard stays while messages are sent, and goes when the reader turns to the messages. */
    onListTap() {
      wx.hideKeyboard({ fail() {} })
    },
  },
})
