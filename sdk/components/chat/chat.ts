import type { Content } from '@ccc-store/core/protocol'
import { ChatView, emptyScreen } from '../../client/chat-view'
import { defaultIvrId, theClient } from '../../client/client'
import { draftKey } from '../../client/draft-key'
import { fontScale } from '../../client/phone-facts'
import type { LocalFile } from '../../platform/local-file'
import { phoneLanguage, phoneTexts } from '../../texts/phone-texts'

const views = new WeakMap<object, ChatView>()

/**
 * The whole chat: who serves, status strip, messages and composer. Fills its parent, which therefore needs a height.
 * @event ready the first answer of the call centre is on the screen
 * @event stateChange `{ phase, connection }`: `none`, `flow`, `queued`, `ringing`, `serving`, `closed`; `connecting`, `online`, `reconnecting`, `offline`, `failed`
 * @event error `{ code, zh, en }`
 */
Component({
  options: { multipleSlots: true },
  externalClasses: ['bubble-class'],

  properties: {
    /** service flow to enter with; the one in `ccc-config.js` when empty */
    ivrId: { type: String, value: '' },
    /** how much larger words are, 1 to 1.4; as the customer set it in WeChat when 0 */
    fontScale: { type: Number, value: 0 },
    /** words to be used instead of those of `texts/texts.ts`, any of them */
    texts: { type: Object, value: {} },
  },

  data: { ...emptyScreen, words: phoneTexts, scale: 1, draftKey: '' },

  lifetimes: {
    attached() {
      const words = Object.assign({}, phoneTexts, this.data.texts)
      this.setData({ words, scale: this.data.fontScale || fontScale() })
      const view = new ChatView(theClient(), words, phoneLanguage, {
        show: (patch) => this.setData(patch),
        ready: () => {
          this.setData({ draftKey: draftKey() })
          this.triggerEvent('ready')
        },
        stateChange: (state) => this.triggerEvent('stateChange', state),
        error: ({ code, zh, en }) => {
          // what has no connection is said by the strip
          if (theClient().snapshot.connection.status === 'online') {
            wx.showToast({ title: phoneLanguage === 'zh' ? zh : en, icon: 'none' })
          }
          this.triggerEvent('error', { code, zh, en })
        },
      })
      views.set(this, view)
      view.start(this.data.ivrId || defaultIvrId())
    },
    detached() {
      views.get(this)?.stop()
    },
  },

  pageLifetimes: {
    show() {
      views.get(this)?.show(true)
    },
    hide() {
      views.get(this)?.show(false)
    },
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
    onFile(event: WechatMiniprogram.CustomEvent<{ file: LocalFile }>) {
      views.get(this)?.act((client) => client.sendFile(event.detail.file))
    },
    onContent(event: WechatMiniprogram.CustomEvent<{ content: Content }>) {
      views.get(this)?.act((client) => client.send(event.detail.content))
    },
    onTyping() {
      theClient().typing()
    },
    onResend(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      views.get(this)?.do('resend', event.detail.id)
    },
    onCancel(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      views.get(this)?.do('cancel', event.detail.id)
    },
    /** A long press: what can be done with the message, as the phone lists it. */
    onHold(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      const { id } = event.detail
      const view = views.get(this)
      const actions = view?.actionsOn(id) ?? []
      if (!view || actions.length === 0) return
      wx.showActionSheet({
        itemList: actions.map((action) => this.data.words[action]),
        success: ({ tapIndex }) => {
          const action = actions[tapIndex]
          if (action === 'copy') wx.setClipboardData({ data: view.textOf(id) })
          else if (action) view.do(action, id)
        },
        fail() {},
      })
    },
    onRate() {
      views.get(this)?.open('rate')
    },
    onRated(event: WechatMiniprogram.CustomEvent<{ score: number; tags: string[]; comment: string }>) {
      const { score, tags, comment } = event.detail
      views.get(this)?.rate(score, tags, comment)
    },
    onLeft(event: WechatMiniprogram.CustomEvent<{ text: string; contact: string }>) {
      views.get(this)?.leaveMessage(event.detail.text, event.detail.contact)
    },
    onShut() {
      views.get(this)?.open('')
    },
    onLocate(event: WechatMiniprogram.CustomEvent<{ seq: number }>) {
      views.get(this)?.locate(event.detail.seq)
    },
    onUnquote() {
      views.get(this)?.quote(null)
    },
    onAction() {
      views.get(this)?.pressStatus()
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
