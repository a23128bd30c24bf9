import { phoneTexts } from '../../texts/phone-texts'

const nothing: { text: string; contact?: string } = { text: '' }

/** A number that can be dialled, or an e-mail address. */
const REACHABLE = /^(\+?[\d -]{5,20}|\S+@\S+\.\S+)$/

/**
 * A message for when somebody is back: a text, and how to reach the customer.
 * @event submit `{ text, contact }`; `contact` may be empty
 */
Component({
  properties: {
    /** what was left before, to be changed, `{ text, contact }` */
    left: { type: Object, value: nothing },
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },

  data: { text: '', contact: '', ready: false, wrong: false },

  observers: {
    left({ text, contact = '' }: typeof nothing) {
      if (text) this.setData({ text, contact, ready: true })
    },
  },

  methods: {
    onText(event: WechatMiniprogram.Input) {
      // the field shows what is typed by itself; only the button depends on it
      this.data.text = event.detail.value
      const ready = /\S/.test(event.detail.value)
      if (ready !== this.data.ready) this.setData({ ready })
    },
    onContact(event: WechatMiniprogram.Input) {
      this.data.contact = event.detail.value
      if (this.data.wrong) this.setData({ wrong: false })
    },
    onSubmit() {
      const { ready, text } = this.data
      const contact = this.data.contact.trim()
      if (contact && !REACHABLE.test(contact)) this.setData({ wrong: true })
      else if (ready) this.triggerEvent('submit', { text: text.trim(), contact })
    },
  },
})
