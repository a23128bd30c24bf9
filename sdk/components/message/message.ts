import { openLink } from '../../client/open-link'
import type { Row } from '../../store/view-rows'
import { phoneTexts } from '../../texts/phone-texts'

const none: Row = { id: '', kind: 'event', side: 'none', text: '', time: 0 }
const outward = { bubbles: true, composed: true }

/** One row of the list: a message, a menu or an event, with the time above it after a pause. */
Component({
  options: { multipleSlots: false },
  externalClasses: ['bubble-class'],
  properties: {
    /** what it shows, as `store/view-rows.ts` makes it */
    row: { type: Object, value: none },
    /** its menu can be answered */
    active: { type: Boolean, value: false },
    /** its invitation to rate can be answered */
    rate: { type: Boolean, value: false },
    /** the agent has read it */
    read: { type: Boolean, value: false },
    /** the first one that was not read when the chat opened */
    unread: { type: Boolean, value: false },
    /** picture of the customer */
    avatar: { type: String, value: '' },
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },
  methods: {
    onResend() {
      this.tell('resend')
    },
    onCancel() {
      this.tell('cancel')
    },
    onLongPress() {
      this.tell('hold')
    },
    onRate() {
      this.tell('rate')
    },
    onQuote() {
      this.triggerEvent('locate', { seq: this.data.row.quote?.seq }, outward)
    },
    onLink(event: WechatMiniprogram.TouchEvent<object, object, { link: string }>) {
      openLink(event.currentTarget.dataset.link, this.data.texts)
    },
    tell(name: string) {
      this.triggerEvent(name, { id: this.data.row.id }, outward)
    },
  },
})
