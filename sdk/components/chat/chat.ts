import type { Content } from '@ccc-store/core/protocol'
import { emptyScreen } from '../../client/chat-screen'
import { type ChatView, createChatView } from '../../client/chat-view'
import { defaultIvrId, theClient } from '../../client/client'
import { draftKey } from '../../client/draft-key'
import { copy } from '../../client/open-link'
import { fontScale } from '../../client/phone-facts'
import { toast } from '../../client/toast'
import type { LocalFile } from '../../platform/local-file'
import { phoneLanguage, phoneTexts } from '../../texts/phone-texts'
import { errorText, type Texts } from '../../texts/texts'

const views = new WeakMap<object, ChatView>()

/** The view of a chat that is attached; what happens in it happens after that. */
function viewOf(chat: object): ChatView {
  const view = views.get(chat)
  if (!view) throw new Error('The chat is not attached')
  return view
}

/** Lets the phone list what can be done, each by the text of its name. */
function choose<Way extends keyof Texts>(ways: Way[], words: Texts, chosen: (way: Way) => void): void {
  wx.showActionSheet({
    itemList: ways.map((way) => words[way]),
    success({ tapIndex }) {
      const way = ways[tapIndex]
      if (way) chosen(way)
    },
    fail() {},
  })
}

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
    ivrId: String,
    /** how much larger words are, 1 to 1.4; as the customer set it in WeChat when 0 */
    fontScale: Number,
    /** words to be used instead of those of `texts/texts.ts`, any of them */
    texts: { type: Object, value: {} },
  },

  data: { ...emptyScreen, words: phoneTexts, scale: 1, draftKey: '' },

  lifetimes: {
    attached() {
      const words = Object.assign({}, phoneTexts, this.data.texts)
      this.setData({ words, scale: this.data.fontScale || fontScale() })
      const view = createChatView(theClient(), words, phoneLanguage, {
        show: (patch) => this.setData(patch),
        ready: () => {
          this.setData({ draftKey: draftKey() })
          this.triggerEvent('ready')
        },
        stateChange: (state) => this.triggerEvent('stateChange', state),
        error: (error) => {
          const { code, zh, en } = error
          if (theClient().snapshot.connection.status === 'online') toast(errorText(error, words, phoneLanguage))
          // the strip says that nothing can be sent any more: nothing is recorded either
          else this.selectComponent('.composer-host')?.onCancel()
          this.triggerEvent('error', { code, zh, en })
        },
      })
      views.set(this, view)
      view.start(this.data.ivrId || defaultIvrId())
    },
    detached() {
      viewOf(this).stop()
    },
  },

  pageLifetimes: {
    show() {
      viewOf(this).show(true)
    },
    hide() {
      viewOf(this).show(false)
    },
    resize() {
      viewOf(this).resized()
    },
  },

  observers: {
    ivrId(ivrId: string) {
      views.get(this)?.start(ivrId || defaultIvrId())
    },
  },

  methods: {
    onSend(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
      viewOf(this).say(event.detail.text)
    },
    onChoose(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
      viewOf(this).say(event.detail.text)
    },
    onFile(event: WechatMiniprogram.CustomEvent<{ file: LocalFile }>) {
      viewOf(this).act((client) => client.sendFile(event.detail.file))
    },
    onContent(event: WechatMiniprogram.CustomEvent<{ content: Content }>) {
      viewOf(this).act((client) => client.send(event.detail.content))
    },
    onTyping() {
      theClient().typing()
    },
    onResend(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      viewOf(this).do('resend', event.detail.id)
    },
    onCancel(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      viewOf(this).do('remove', event.detail.id)
    },
    /** A long press: what can be done with the message, as the phone lists it. */
    onHold(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      const { id } = event.detail
      const view = viewOf(this)
      const actions = view.actionsOn(id)
      if (actions.length === 0) return
      choose(actions, this.data.words, (action) => {
        if (action === 'copy') copy(view.textOf(id), this.data.words)
        else view.do(action, id)
      })
    },
    onRate() {
      viewOf(this).open('rate')
    },
    onRated(event: WechatMiniprogram.CustomEvent<{ score: number; tags: string[]; comment: string }>) {
      const { score, tags, comment } = event.detail
      viewOf(this).rate(score, tags, comment)
    },
    onLeft(event: WechatMiniprogram.CustomEvent<{ text: string; contact: string }>) {
      viewOf(this).leaveMessage(event.detail.text, event.detail.contact)
    },
    onShut() {
      viewOf(this).open('')
    },
    onLocate(event: WechatMiniprogram.CustomEvent<{ seq: number }>) {
      viewOf(this).locate(event.detail.seq)
    },
    onUnquote() {
      viewOf(this).quote(null)
    },
    onAction() {
      const view = viewOf(this)
      const { does } = this.data.status
      if (does !== 'leaveOrWrite') view.press(does)
      else choose(['instead', 'leave'], this.data.words, (way) => view.press(way === 'leave' ? way : 'message'))
    },
    /** What cannot be undone is asked before. */
    onEnd() {
      const { sureToEnd, end, cancel } = this.data.words
      wx.showModal({
        content: sureToEnd,
        confirmText: end,
        cancelText: cancel,
        success: ({ confirm }) => confirm && theClient().once({ t: 'end' }),
      })
    },
    onFollow(event: WechatMiniprogram.CustomEvent<{ atEnd: boolean }>) {
      viewOf(this).follow(event.detail.atEnd)
    },
    onLatest() {
      viewOf(this).showLatest()
    },
    onOlder() {
      viewOf(this).showOlder()
    },
    onKeyboard(event: WechatMiniprogram.CustomEvent<{ height: number }>) {
      viewOf(this).keyboard(event.detail.height)
    },
    onResize() {
      viewOf(this).resized()
    },
    /** Keyboard and panels stay while messages are sent, and go when the reader turns to the messages. */
    onTurn() {
      this.selectComponent('.composer-host').shut()
    },
    onAgain(event: WechatMiniprogram.CustomEvent<{ text: string }>) {
      this.selectComponent('.composer-host').insert(event.detail.text)
    },
  },
})
