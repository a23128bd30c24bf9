import { openLink } from '../../client/open-link'
import type { Row } from '../../store/view-rows'
import { phoneTexts } from '../../texts/phone-texts'

const none: Row = { id: '', kind: 'event', side: 'none', text: '', time: 0 }
const outward = { bubbles: true, composed: true }

/**
 * One row of the list: a message, a menu or an event, with the time above it after a pause. Its events bubble.
 * @event resend `{ id }`: the one that failed is to be sent again
 * @event cancel `{ id }`: its upload is to be given up, or what failed for good is to go
 * @event hold `{ id }`: a long press
 * @event rate `{ id }`: the invitation to rate was accepted
 * @event locate `{ seq }`: the quoted message is to be shown
 * @event again `{ text }`: what was taken back is to be written again
 */
Component({
  externalClasses: ['bubble-class'],
  properties: {
    /** what it shows, as `store/view-rows.ts` makes it */
    row: { type: Object, value: none },
    /** its menu can be answered */
    active: Boolean,
    /** its invitation to rate can be answered */
    rate: Boolean,
    /** the agent has read it */
    read: Boolean,
    /** the first one that was not read when the chat opened */
    unread: Boolean,
    /** picture of the customer */
    avatar: String,
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },
  methods: {
    onResend() {
      if (this.data.row.final) this.onCancel()
      else this.triggerEvent('resend', { id: this.data.row.id }, outward)
    },
    onCancel() {
      this.triggerEvent('cancel', { id: this.data.row.id }, outward)
    },
    onLongPress() {
      this.triggerEvent('hold', { id: this.data.row.id }, outward)
    },
    onRate() {
      this.triggerEvent('rate', { id: this.data.row.id }, outward)
    },
    onQuote() {
      this.triggerEvent('locate', { seq: this.data.row.quote?.seq }, outward)
    },
    onAgain() {
      this.triggerEvent('again', { text: this.data.row.again }, outward)
    },
    onLink(event: WechatMiniprogram.TouchEvent<object, object, { link: string }>) {
      openLink(event.currentTarget.dataset.link, this.data.texts)
    },
  },
})
