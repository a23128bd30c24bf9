/**
 * One strip, one sentence, one action: position in the queue, offline, ended. Without text it is not there.
 * @event action its button was pressed
 */
Component({
  properties: {
    /** the sentence */
    text: String,
    /** what the button says; no button when empty */
    action: String,
    /** `plain`, `wait`, `good` or `bad` */
    tone: { type: String, value: 'plain' },
  },
  methods: {
    onTap() {
      this.triggerEvent('action')
    },
  },
})
