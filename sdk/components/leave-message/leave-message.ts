import { phoneTexts } from '../../texts/phone-texts'

/**
 * A message for when somebody is back: a text, and how to reach the customer.
 * @event submit `{ text, contact }`; `contact` may be empty
 */
Component({
  properties: {
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },

  data: { text: '', contact: '', ready: false },

  methods: {
    onText(event: WechatMiniprogram.Input) {
      // the field shows what is typed by itself; only the button depends on it
      this.data.text = event.detail.value
      const ready = /\S/.test(event.detail.value)
      if (ready !== this.data.ready) this.setData({ ready })
    },
    onSubmit() {
      const { ready, text, contact } = this.data
      if (ready) this.triggerEvent('submit', { text: text.trim(), contact })
    },
  },
})
