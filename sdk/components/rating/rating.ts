import { ratingTags } from '@ccc-store/core/protocol'
import { phoneTexts } from '../../texts/phone-texts'

const none: string[] = []

/**
 * A rating: one to five stars, tags that follow them, a comment.
 * @event submit `{ score, tags, comment }`; `comment` may be empty
 */
Component({
  properties: {
    /** offered to choose from */
    tags: { type: Array, value: none },
    /** offered instead for few stars; `tags` for any number when there are none */
    lowTags: { type: Array, value: none },
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },

  data: { score: 0, offered: none, chosen: none, comment: '' },

  methods: {
    onStar(event: WechatMiniprogram.TouchEvent<object, object, { score: number }>) {
      const { tags, lowTags, chosen } = this.data
      const { score } = event.currentTarget.dataset
      const offered = ratingTags(score, lowTags.length > 0 ? { tags, lowTags } : { tags })
      this.setData({ score, offered, chosen: chosen.filter((tag) => offered.includes(tag)) })
    },
    onTag(event: WechatMiniprogram.TouchEvent<object, object, { tag: string }>) {
      const { tag } = event.currentTarget.dataset
      const rest = this.data.chosen.filter((other) => other !== tag)
      this.setData({ chosen: rest.length < this.data.chosen.length ? rest : [...rest, tag].slice(0, 10) })
    },
    onSubmit() {
      const { score, chosen, comment } = this.data
      if (score > 0) this.triggerEvent('submit', { score, tags: chosen, comment })
    },
  },
})
