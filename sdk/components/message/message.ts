import { systemLanguage } from '../../platform/wx-platform'
import type { Row } from '../../store/view-rows'
import { languageOf, textsOf } from '../../texts/texts'

const none: Row = { id: '', kind: 'event', side: 'none', text: '', time: 0 }

/** One row of the list: a message, a menu or an event, with the time above it after a pause. */
Component({
  properties: {
    row: { type: Object, value: none },
    /** its menu can be answered */
    active: { type: Boolean, value: false },
    /** picture of the customer */
    avatar: { type: String, value: '' },
    texts: { type: Object, value: textsOf(languageOf(systemLanguage())) },
  },
  methods: {
    onResend() {
      // the id of an unsent row is `p` and the id of its command
      this.triggerEvent('resend', { id: this.data.row.id.slice(1) }, { bubbles: true, composed: true })
    },
  },
})
