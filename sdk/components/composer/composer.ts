import { MAX_TEXT_LENGTH } from '@ccc-store/core/protocol'
import { tellFailure } from '../../client/phone-failure'
import type { Quoted } from '../../client/row-actions'
import { toast } from '../../client/toast'
import { phoneTexts } from '../../texts/phone-texts'
import { fill } from '../../texts/texts'
import { withLeave } from './permission'
import { availableTools, pick, type Tool } from './pick'
import { createVoiceButton, type Recording, type VoiceButton } from './voice-button'

const quote: Quoted | null = null
const tools: Tool[] = []

const initialRecording = (): Recording => ''

const buttons = new WeakMap<object, VoiceButton>()

/** The button of a composer that is attached. */
function buttonOf(composer: object): VoiceButton {
  const button = buttons.get(composer)
  if (!button) throw new Error('The composer is not attached')
  return button
}

/**
 * Where the customer writes: one line that grows to five; the button appears when there is something to send. Emoji,
 * voice, pictures, films, files and places beside it.
 * @event send `{ text }`
 * @event file `{ file }`: kind, path, name, size, and what is known of its length and sides
 * @event content `{ content }`: a place, as the protocol sends it
 * @event typing on every keystroke
 * @event unquote the quote above is to go
 * @event keyboard `{ height }` in pixels
 * @event resize it became higher or lower
 */
Component({
  properties: {
    /** height of the keyboard in pixels, which covers the safe area */
    keyboard: Number,
    /** what the next message answers, `{ seq, name, text }` */
    quote: { type: Object, value: quote },
    /** name of the conversation, under which what was not sent is kept; nothing is kept without */
    draftKey: String,
    /** only words and emoji can be sent */
    plain: Boolean,
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },

  data: {
    recording: initialRecording(),
    seconds: 0,
    level: 0,
    value: '',
    ready: false,
    focus: false,
    panel: '',
    voice: false,
    tools,
    maxLength: MAX_TEXT_LENGTH,
    cursor: -1,
  },

  lifetimes: {
    attached() {
      const { texts, plain } = this.data
      if (!plain) this.setData({ tools: availableTools() })
      buttons.set(
        this,
        createVoiceButton({
          show: (recording) => this.setData({ recording }),
          seconds: (seconds) => this.setData({ seconds }),
          level: (level) => this.setData({ level }),
          allowed: () =>
            withLeave(texts.microphone, texts, () => wx.authorize({ scope: 'scope.record' })).then((ok) => ok !== null),
          say: (file) => this.triggerEvent('file', { file }),
          tooShort: () => toast(texts.short),
          failed: (error) => tellFailure(error, texts.microphone, texts),
        }),
      )
    },
    detached() {
      buttonOf(this).cancel()
      this.saveDraft()
    },
  },

  pageLifetimes: {
    hide() {
      buttonOf(this).cancel()
      this.saveDraft()
    },
  },

  observers: {
    draftKey(key: string) {
      const draft: unknown = key && wx.getStorageSync(`ccc-draft:${key}`)
      if (typeof draft === 'string' && draft !== '' && this.data.value === '') this.write(draft)
    },
  },

  methods: {
    onInput(event: WechatMiniprogram.Input) {
      const { value, cursor } = event.detail
      // the bound value follows by itself; only the button depends on us
      this.data.value = value
      this.data.cursor = cursor
      // WeChat cuts what is longer without a word
      if (value.length >= MAX_TEXT_LENGTH) {
        toast(fill(this.data.texts.full, { n: MAX_TEXT_LENGTH }))
      }
      const ready = /\S/.test(value)
      if (ready !== this.data.ready) this.setData({ ready })
      if (ready) this.triggerEvent('typing')
    },
    onSend() {
      const text = this.data.value.trim()
      if (text === '') return
      this.write('')
      this.saveDraft()
      this.triggerEvent('send', { text })
    },
    onKeyboard(event: WechatMiniprogram.CustomEvent<{ height: number }>) {
      this.triggerEvent('keyboard', { height: event.detail.height })
    },
    onLines() {
      this.triggerEvent('resize')
    },
    onFocus() {
      if (this.data.panel) this.open({ panel: '' })
    },
    onBlur() {
      if (this.data.focus) this.setData({ focus: false })
      if (this.data.keyboard > 0) this.triggerEvent('keyboard', { height: 0 })
    },
    onPanel(event: WechatMiniprogram.TouchEvent<object, object, { panel: string }>) {
      const { panel } = event.currentTarget.dataset
      const shut = panel === this.data.panel
      // holding the keyboard is right for sending, and wrong here
      wx.hideKeyboard({ fail() {} })
      this.open({ panel: shut ? '' : panel, voice: false, focus: shut })
    },
    onEmoji(event: WechatMiniprogram.TouchEvent<object, object, { emoji: string }>) {
      const { value, cursor } = this.data
      const { emoji } = event.currentTarget.dataset
      const at = cursor < 0 || cursor > value.length ? value.length : cursor
      if (value.length + emoji.length > MAX_TEXT_LENGTH) return
      this.write(value.slice(0, at) + emoji + value.slice(at))
      this.data.cursor = at + emoji.length
    },
    onTool(event: WechatMiniprogram.TouchEvent<object, object, { tool: Tool }>) {
      const { tool } = event.currentTarget.dataset
      const { texts } = this.data
      withLeave(texts[tool], texts, () => pick(tool)).then((picked) => {
        if (!picked) return
        this.open({ panel: '' })
        for (const file of picked.files) this.triggerEvent('file', { file })
        if (picked.content) this.triggerEvent('content', { content: picked.content })
      })
    },
    onUnquote() {
      this.triggerEvent('unquote')
    },
    onVoice() {
      const voice = !this.data.voice
      this.open({ voice, panel: '', focus: !voice })
    },
    onTouch(event: WechatMiniprogram.TouchEvent) {
      buttonOf(this).touch(event.touches[0]?.clientY || 0, Date.now())
    },
    onMove(event: WechatMiniprogram.TouchEvent) {
      buttonOf(this).move(event.touches[0]?.clientY || 0)
    },
    onRelease() {
      buttonOf(this).release(Date.now())
    },
    onCancel() {
      buttonOf(this).cancel()
    },
    onToggle() {
      buttonOf(this).toggle(Date.now())
    },
    /** The reader turns to something else. */
    shut() {
      wx.hideKeyboard({ fail() {} })
      if (this.data.panel) this.open({ panel: '' })
    },
    /** Adds words to what is being written, which goes on after them. */
    insert(text: string) {
      this.write(this.data.value + text)
      this.open({ panel: '', voice: false, focus: true })
    },
    /** Shows another panel; the list above gets another height. */
    open(patch: { panel: string; voice?: boolean; focus?: boolean }) {
      // without its button nobody could send what is being recorded
      if (patch.voice === false) buttonOf(this).cancel()
      this.setData(patch)
      this.triggerEvent('resize')
    },
    /** Puts a text into the field. */
    write(value: string) {
      this.setData({ value, ready: /\S/.test(value) })
      this.data.cursor = -1
    },
    saveDraft() {
      const { draftKey, value } = this.data
      if (draftKey) wx.setStorage({ key: `ccc-draft:${draftKey}`, data: value, fail() {} })
    },
  },
})
