import type { MenuOption } from '@ccc-store/core/protocol'
import { phoneTexts } from '../../texts/phone-texts'

const options: MenuOption[] = []

/**
 * The branches of a flow as buttons, tappable once. A tap means the same as typing the keyword.
 * @event choose `{ keyword, name }`; bubbles
 */
Component({
  properties: {
    /** `{ keyword, name }` each */
    options: { type: Array, value: options },
    /** index of the option that was chosen, or -1 */
    chosen: { type: Number, value: -1 },
    /** the flow waits for this very menu */
    active: { type: Boolean, value: false },
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
      const { active, chosen, tapped } = this.data
      const option = this.data.options[event.currentTarget.dataset.index]
      if (!option || !active || tapped || chosen >= 0) return
      this.setData({ tapped: true })
      this.triggerEvent('choose', { keyword: option.keyword, name: option.name }, { bubbles: true, composed: true })
    },
  },
})
