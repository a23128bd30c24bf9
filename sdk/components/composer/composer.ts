import { MAX_TEXT_LENGTH } from '@ccc-store/core/protocol'
import { systemLanguage } from '../../platform/wx-platform'
import { fill, languageOf, textsOf } from '../../texts/texts'

/** Where the customer writes: one line that grows to five; the button appears when there is something to send. */
Component({
  properties: {
    /** height of the keyboard in pixels, which covers the safe area */
    keyboard: { type: Number, value: 0 },
    texts: { type: Object, value: textsOf(languageOf(systemLanguage())) },
  },

  data: { value: '', ready: false, maxLength: MAX_TEXT_LENGTH },

  methods: {
    onInput(event: WechatMiniprogram.Input) {
      const { value } = event.detail
      // the bound value follows by itself; only the button depends on us
      this.data.value = value
      // WeChat cuts what is longer without a word
      if (value.length >= MAX_TEXT_LENGTH) {
        wx.showToast({ title: fill(this.data.texts.full, { n: MAX_TEXT_LENGTH }), icon: 'none' })
      }
      const ready = /\S/.test(value)
      if (ready !== this.data.ready) this.setData({ ready })
    },
    onSend() {
      const text = this.data.value.trim()
      if (text === '') return
      this.setData({ value: '', ready: false })
      this.triggerEvent('send', { text })
    },
    onKeyboard(event: WechatMiniprogram.CustomEvent<{ height: number }>) {
      this.triggerEvent('keyboard', { height: event.detail.height })
    },
    onLines() {
      this.triggerEvent('resize')
    },
    onBlur() {
      if (this.data.keyboard > 0) this.triggerEvent('keyboard', { height: 0 })
    },
  },
})
