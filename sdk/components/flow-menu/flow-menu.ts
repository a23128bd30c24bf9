import { meantOption } from '@ccc-store/core/flow'
import type { MenuOption } from '@ccc-store/core/protocol'
import { phoneTexts } from '../../texts/phone-texts'

const options: MenuOption[] = []

/**
 * The branches of a flow as buttons, tappable once. A tap means the same as typing the keyword, and says the name.
 * @event choose `{ keyword, name, text }`; `text` is what is said for it; bubbles
 */
Component({
  properties: {
    /** `{ keyword, name }` each */
    options: { type: Array, value: options },
    /** index of the option that was chosen, or -1 */
    chosen: { type: Number, value: -1 },
    /** the flow waits for this very menu */
    active: Boolean,
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },

  data: { tapped: false },

  observers: {
    // a choice that could not be sent may be made again
    'chosen, active'() {
      if (this.data.tapped) this.setData({ tapped: false })
    },
  },

  methods: {
    onTap(
      event: WechatMiniprogram.TouchEvent<
        WechatMiniprogram.IAnyObject,
        WechatMiniprogram.IAnyObject,
        { index: number }
      >,
    ) {
      const { active, chosen, tapped, options } = this.data
      const { index } = event.currentTarget.dataset
      const option = options[index]
      if (!option || !active || tapped || chosen >= 0) return
      this.setData({ tapped: true })
      const { keyword, name } = option
      // a name may be the keyword of another option
      const text = meantOption(options, name) === index ? name : keyword
      this.triggerEvent('choose', { keyword, name, text }, { bubbles: true, composed: true })
    },
  },
})
