import { phoneTexts } from '../../texts/phone-texts'

const nobody = { name: '', staffNo: '' }

/**
 * Who serves, by name and number, and whether they are typing. Without a name it is not there.
 * @event end the customer wants to end the session
 */
Component({
  properties: {
    /** `{ name, staffNo }` */
    agent: { type: Object, value: nobody },
    /** the agent is typing */
    typing: Boolean,
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },
  methods: {
    onEnd() {
      this.triggerEvent('end')
    },
  },
})
